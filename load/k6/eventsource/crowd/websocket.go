package crowd

import (
	"context"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
)

// socket is one WebSocket client. It reconnects after a cut like a stream, so that both can be compared.
type socket struct {
	*member
	reader  tally.Reader
	backoff backoff
	asked   time.Time
	first   bool
	wasCut  bool
}

// Sockets is a crowd of WebSockets; each message is an event.
func Sockets(settings Settings) *Crowd {
	return newCrowd(settings, func(m *member) client { return &socket{member: m} })
}

func (s *socket) live() {
	defer func() { s.crowd.Tally.Ended(&s.reader) }()
	for {
		lived, err := s.once()
		if s.crowd.ended() {
			return
		}
		if s.left() {
			*s = socket{member: s.member}
			continue
		}
		if err != nil {
			s.crowd.Tally.Refused(s.n, reason(err))
		} else {
			s.crowd.Tally.Count(s.n, tally.Cut)
			s.wasCut = true
		}
		if final(err) || !s.crowd.sleep(s.backoff.next(lived, time.Second)) {
			return
		}
	}
}

func (s *socket) once() (lived time.Duration, err error) {
	conn, err := s.open()
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	began := time.Now()
	if !s.holds(conn) {
		return 0, nil
	}
	s.crowd.opened()
	defer s.crowd.shut()
	if s.wasCut {
		s.wasCut = false
		s.crowd.Tally.Count(s.n, tally.Resumed)
	}
	conn.SetReadLimit(mostBodyBytes)
	for {
		_, message, err := conn.ReadMessage()
		if err != nil {
			return time.Since(began), nil
		}
		s.count(message)
	}
}

func (s *socket) count(message []byte) {
	now := time.Now()
	var batch tally.Batch
	batch.Counts[tally.Events]++
	if !s.first {
		s.first = true
		s.crowd.Tally.FirstEvent.Record(now.Sub(s.asked).Microseconds())
	}
	s.crowd.Tally.Look(message, s.crowd.Run, &s.reader, now, &batch)
	s.crowd.Tally.Add(s.n, &batch)
}

func (s *socket) open() (*websocket.Conn, error) {
	crowd, target := s.crowd, s.crowd.Target(s.n)
	connect := func(ctx context.Context, _, _ string) (net.Conn, error) {
		conn, err := crowd.Dialer.Connect(ctx, s.n, target, "http/1.1")
		if err == nil {
			s.holds(conn)
			s.asked = time.Now()
			crowd.Tally.Count(s.n, tally.Requests)
		}
		return conn, err
	}
	dialer := websocket.Dialer{
		NetDialContext: connect, NetDialTLSContext: connect, HandshakeTimeout: 2 * crowd.Dialer.Deadline, ReadBufferSize: pieceBytes, WriteBufferSize: 512,
	}
	conn, response, err := dialer.DialContext(crowd.ctx, target.URL.String(), target.Header)
	if response != nil {
		crowd.Tally.Head.Record(time.Since(s.asked).Microseconds())
		if response.StatusCode != http.StatusSwitchingProtocols {
			return nil, status(response.StatusCode)
		}
	}
	return conn, err
}
