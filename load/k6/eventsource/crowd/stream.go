package crowd

import (
	"context"
	"io"
	"mime"
	"net/http"
	"time"

	"github.com/ssespec/ssespec/load/k6/eventsource/eventstream"
	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

// StreamSettings are the settings of event streams.
type StreamSettings struct {
	LastEventID string
	// Retry is the reconnection time until the server gives one.
	Retry time.Duration
	// SlowEvery: every n-th client reads at SlowBytesPerSecond; 0 for none.
	SlowEvery, SlowBytesPerSecond int
}

// stream is one client: an EventSource of the HTML standard that counts.
type stream struct {
	*member
	settings *StreamSettings
	parser   eventstream.Parser
	reader   tally.Reader
	backoff  backoff
	asked    time.Time // when the request was sent
	first    bool      // an event was seen
	wasCut   bool
}

// Streams is a crowd of event streams.
func Streams(settings Settings, streams StreamSettings) *Crowd {
	return newCrowd(settings, func(m *member) client {
		s := &stream{member: m, settings: &streams}
		s.parser.SetLastEventID([]byte(streams.LastEventID))
		return s
	})
}

func (s *stream) live() {
	for {
		lived, err := s.once()
		if s.crowd.ended() {
			s.crowd.Tally.Ended(&s.reader)
			return
		}
		if s.left() {
			*s = stream{member: s.member, settings: s.settings}
			s.parser.SetLastEventID([]byte(s.settings.LastEventID))
			continue
		}
		if err != nil {
			s.crowd.Tally.Refused(s.n, reason(err))
		} else {
			s.crowd.Tally.Count(s.n, tally.Cut)
			s.wasCut = true
		}
		wait := s.settings.Retry
		if s.parser.HasReconnection {
			wait = reconnection(s.parser.ReconnectionMS)
		}
		if final(err) || !s.crowd.sleep(s.backoff.next(lived, wait)) {
			s.crowd.Tally.Ended(&s.reader)
			return
		}
	}
}

// once opens the stream and reads it to its end. The error is the reason if it did not open.
func (s *stream) once() (lived time.Duration, err error) {
	s.parser.Restart()
	var body io.Reader
	var exchange *wire.Exchange
	// On a separate goroutine, because opening needs a deep stack and waiting for events does not.
	opened := make(chan struct{})
	go func() {
		defer close(opened)
		if s.crowd.Pool != nil {
			body, err = s.openShared()
		} else {
			exchange, err = s.open()
		}
	}()
	<-opened
	if err != nil {
		return 0, err
	}
	began := time.Now()
	s.crowd.opened()
	if s.wasCut {
		s.wasCut = false
		s.crowd.Tally.Count(s.n, tally.Resumed)
	}
	if exchange != nil {
		s.readExchange(exchange)
	} else {
		s.readPieces(body, s.take)
	}
	s.crowd.shut()
	s.interrupt()
	return time.Since(began), nil
}

// target adds what resuming needs to the client's request.
func (s *stream) target() wire.Target {
	target := s.crowd.Target(s.n)
	if id := s.parser.LastEventID(); len(id) > 0 {
		target.Header = target.Header.Clone()
		target.Header.Set("Last-Event-ID", eventstream.Text(id))
	}
	return target
}

func (s *stream) open() (*wire.Exchange, error) {
	crowd, target := s.crowd, s.target()
	conn, err := crowd.Dialer.Connect(crowd.ctx, s.n, target, "http/1.1")
	if err != nil {
		return nil, err
	}
	s.holds(conn)
	s.asks()
	exchange, err := wire.Ask(conn, target, crowd.Dialer.Deadline)
	if err == nil {
		if err = s.accepts(exchange.Response); err == nil {
			return exchange, nil
		}
		exchange.Release()
	}
	conn.Close()
	return nil, err
}

func (s *stream) openShared() (io.Reader, error) {
	ctx, cancel := context.WithCancel(s.crowd.ctx)
	s.holds(cancels(cancel))
	deadline := time.AfterFunc(2*s.crowd.Dialer.Deadline, cancel)
	response, err := s.crowd.Pool.Ask(ctx, s.n, s.target(), s.asks)
	if !deadline.Stop() && err != nil {
		err = &refusal{reason: "head: timed out"}
	}
	if err == nil {
		if err = s.accepts(response); err == nil {
			return decoded(response), nil
		}
		response.Body.Close()
	}
	cancel()
	return nil, err
}

// cancels turns a cancel function into an io.Closer.
type cancels context.CancelFunc

func (c cancels) Close() error { c(); return nil }

func (s *stream) asks() {
	s.asked = time.Now()
	s.crowd.Tally.Count(s.n, tally.Requests)
}

// accepts returns whether the response opens a stream (9.2.3).
func (s *stream) accepts(response *http.Response) error {
	s.crowd.Tally.Head.Record(time.Since(s.asked).Microseconds())
	if response.StatusCode != http.StatusOK {
		return status(response.StatusCode)
	}
	if kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type")); kind != "text/event-stream" {
		return errWrongType
	}
	return nil
}
