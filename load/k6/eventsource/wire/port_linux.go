package wire

import "syscall"

// IP_BIND_ADDRESS_NO_PORT: the port is chosen when the socket connects, so that it need be free only towards that target.
const bindAddressNoPort = 24

func portAtConnect(_, _ string, raw syscall.RawConn) error {
	return raw.Control(func(fd uintptr) {
		// A kernel that lacks it chooses the port at once, as everywhere else.
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_IP, bindAddressNoPort, 1)
	})
}
