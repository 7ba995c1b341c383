//go:build unix

package crowd

import "syscall"

// openFiles returns how many files this process may open. Go raised the soft limit to the hard one at startup.
func openFiles() (most uint64, known bool) {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return 0, false
	}
	return uint64(limit.Cur), true //nolint:unconvert // it is signed on some systems
}
