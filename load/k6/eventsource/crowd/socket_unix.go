//go:build unix

package crowd

import (
	"net"
	"syscall"

	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

// readSocket waits for the socket without a buffer and uses one only while there is something to read. It ends with the body.
func (s *stream) readSocket(socket *net.TCPConn, body *wire.Body) {
	raw, err := socket.SyscallConn()
	if err != nil {
		return
	}
	// Called when the socket may have data; false waits for more.
	_ = raw.Read(func(fd uintptr) bool { return s.drain(int(fd), body) })
}

func (s *stream) drain(fd int, body *wire.Body) (ended bool) {
	work := scratches.Get().(*scratch)
	defer scratches.Put(work)
	for {
		n, err := syscall.Read(fd, work.buffer[:])
		switch {
		case err == syscall.EINTR:
			continue
		case err == syscall.EAGAIN:
			return false
		case err != nil || n <= 0:
			return true
		}
		s.crowd.Tally.Traffic(s.n).Received.Add(int64(n))
		if !s.parseRaw(work, body, work.buffer[:n]) {
			return true
		}
	}
}
