//go:build !unix

package crowd

import (
	"net"

	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

func (s *stream) readSocket(socket *net.TCPConn, body *wire.Body) {
	buffer := make([]byte, pieceBytes)
	for {
		n, err := socket.Read(buffer)
		s.crowd.Tally.Traffic(s.n).Received.Add(int64(n))
		if n > 0 && !s.takeRaw(body, buffer[:n]) || err != nil {
			return
		}
	}
}
