package wire

import "syscall"

// IP_BIND_ADDRESS_NO_PORT: the port is chosen when the socket connects, so it need only be free for that target.
const bindAddressNoPort = 24

func portAtConnect(_, _ string, raw syscall.RawConn) error {
	return raw.Control(func(fd uintptr) {
		// A kernel without it chooses the port at once, as on other systems.
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_IP, bindAddressNoPort, 1)
	})
}
