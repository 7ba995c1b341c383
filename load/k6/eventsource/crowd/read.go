package crowd

import (
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

func (s *stream) slow() bool { return s.settings.SlowEvery > 0 && s.n%s.settings.SlowEvery == 0 }

// readExchange reads a stream that has its own connection.
func (s *stream) readExchange(exchange *wire.Exchange) {
	if compressed(exchange.Response) {
		s.readPieces(decoded(exchange.Response), s.take)
		exchange.Release()
		return
	}
	body, socket := exchange.Framing(), exchange.Socket()
	going := s.takeRaw(body, exchange.Rest())
	exchange.Release()
	switch {
	case !going:
	case socket != nil && !s.slow():
		s.readSocket(socket, body)
	default:
		if socket != nil {
			_ = socket.SetReadBuffer(pieceBytes)
		}
		s.readPieces(exchange.Conn, func(raw []byte) bool { return s.takeRaw(body, raw) })
	}
}

func compressed(response *http.Response) bool {
	return strings.EqualFold(response.Header.Get("Content-Encoding"), "gzip")
}

// decoded is the body without its compression.
func decoded(response *http.Response) io.Reader {
	if !compressed(response) {
		return response.Body
	}
	return &unzipped{from: response.Body}
}

// unzipped starts decoding at the first read, because the header of a gzip stream arrives only with its first event.
type unzipped struct {
	from   io.Reader
	reader *gzip.Reader
}

func (u *unzipped) Read(b []byte) (int, error) {
	if u.reader == nil {
		reader, err := gzip.NewReader(u.from)
		if err != nil {
			return 0, err
		}
		u.reader = reader
	}
	return u.reader.Read(b)
}

// pieceBytes is the buffer size of a stream that needs one while waiting: with TLS, gzip or HTTP/2.
const pieceBytes = 4096

// readPieces closes nothing: closing a body first reads it to its end, which an event stream does not have.
func (s *stream) readPieces(from io.Reader, take func([]byte) bool) {
	buffer := make([]byte, pieceBytes)
	pace := time.Duration(0)
	if s.slow() {
		rate := s.settings.SlowBytesPerSecond
		buffer = buffer[:min(max(rate/10, 1), pieceBytes)]
		pace = time.Second / time.Duration(rate)
	}
	for {
		n, err := from.Read(buffer)
		if n > 0 && !take(buffer[:n]) || err != nil {
			return
		}
		if pace > 0 && !s.crowd.sleep(pace*time.Duration(n)) {
			return
		}
	}
}

// take passes content to the parser. It returns false if reading must stop.
func (s *stream) take(content []byte) bool {
	work := scratches.Get().(*scratch)
	defer scratches.Put(work)
	return s.parse(work, content)
}

func (s *stream) parse(work *scratch, content []byte) bool {
	work.stream, work.now = s, time.Now()
	err := s.parser.Feed(content, work)
	s.crowd.Tally.Add(s.n, &work.batch)
	work.stream = nil
	return err == nil
}

// takeRaw removes the framing from received bytes and passes the content to the parser.
func (s *stream) takeRaw(body *wire.Body, raw []byte) bool {
	work := scratches.Get().(*scratch)
	defer scratches.Put(work)
	return s.parseRaw(work, body, raw)
}

func (s *stream) parseRaw(work *scratch, body *wire.Body, raw []byte) bool {
	for len(raw) > 0 && !body.Ended() {
		content, rest, err := body.Next(raw)
		if err != nil || len(content) > 0 && !s.parse(work, content) {
			return false
		}
		raw = rest
	}
	return !body.Ended()
}
