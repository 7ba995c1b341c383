package crowd

import (
	"fmt"
	"os"
	"strings"
)

// sparedFiles are the files that k6 itself needs.
const sparedFiles = 100

// LimitError says that this machine cannot hold that many connections, and how to raise the limit.
type LimitError struct{ message string }

func (e *LimitError) Error() string { return e.message }

// CheckLimits checks, before anything is opened, whether this machine can open that many connections. spread: they use many
// source addresses of 127.0.0.0/8.
func CheckLimits(connections, addresses int, spread bool) error {
	if files, known := openFiles(); known && uint64(connections+sparedFiles) > files {
		return &LimitError{fmt.Sprintf("%d connections need %d open files, and this process may open %d: run `ulimit -n %d` first, "+
			"or spread them over several processes with --execution-segment", connections, connections+sparedFiles, files, connections+sparedFiles)}
	}
	ports := ports()
	if most := ports * max(addresses, 1); !spread && connections > most {
		return &LimitError{fmt.Sprintf("%d connections to one address need as many ports, and there are %d (%d source address(es)): "+
			"run `sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\"` first, or give more sourceAddresses", connections, most, max(addresses, 1))}
	}
	return nil
}

// ports returns the number of ports per source address.
func ports() int {
	low, high := 32768, 60999
	if content, err := os.ReadFile("/proc/sys/net/ipv4/ip_local_port_range"); err == nil {
		_, _ = fmt.Sscan(string(content), &low, &high)
	}
	return high - low + 1
}

// Spreads returns whether connections to this host are spread over source addresses automatically.
func Spreads(host string) bool {
	return host == "localhost" || strings.HasPrefix(host, "127.")
}
