package wire

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// MaxHeadBytes is the maximum size of a response's head.
const MaxHeadBytes = 64 << 10

// ErrHeadTooLong says that a head was over MaxHeadBytes.
var ErrHeadTooLong = errors.New("the head is over 64 KiB")

// Exchange is a request over HTTP/1.1 and its response's head.
type Exchange struct {
	Conn     net.Conn
	Response *http.Response
	reader   *bufio.Reader
	head     *limited
}

// limited ends reading at a limit that can be removed.
type limited struct {
	from net.Conn
	left int
}

func (l *limited) Read(b []byte) (int, error) {
	if l.left == 0 {
		return 0, ErrHeadTooLong
	}
	if l.left > 0 && len(b) > l.left {
		b = b[:l.left]
	}
	n, err := l.from.Read(b)
	if l.left > 0 {
		l.left -= n
	}
	return n, err
}

var readers = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 4096) }}

// Ask sends the target's request on conn and reads the head. It clears the connection's read deadline.
func Ask(conn net.Conn, target Target, deadline time.Duration) (*Exchange, error) {
	head := &limited{from: conn}
	reader := readers.Get().(*bufio.Reader)
	reader.Reset(head)
	exchange := &Exchange{Conn: conn, reader: reader, head: head}
	if err := exchange.Again(target, deadline); err != nil {
		exchange.Release()
		return nil, err
	}
	return exchange, nil
}

// Again sends another request on the same connection. The previous body must have been read to its end.
func (e *Exchange) Again(target Target, deadline time.Duration) error {
	if err := e.Conn.SetDeadline(time.Now().Add(deadline)); err != nil {
		return err
	}
	request := http.Request{Method: http.MethodGet, URL: target.URL, Host: target.URL.Host, Header: target.Header, ProtoMajor: 1, ProtoMinor: 1}
	if err := write(e.Conn, &request); err != nil {
		return fmt.Errorf("request: %w", err)
	}
	if err := e.readHead(&request); err != nil {
		return fmt.Errorf("head: %w", err)
	}
	return e.Conn.SetDeadline(time.Time{})
}

// readHead skips interim responses (RFC 9110, 15.2).
func (e *Exchange) readHead(request *http.Request) error {
	e.head.left = MaxHeadBytes
	for {
		response, err := http.ReadResponse(e.reader, request)
		switch {
		case err != nil && e.head.left == 0:
			return ErrHeadTooLong
		case err != nil:
			return err
		case response.StatusCode >= 200 || response.StatusCode == http.StatusSwitchingProtocols:
			e.head.left = -1
			e.Response = response
			return nil
		}
	}
}

// write sends the request in one write.
func write(conn net.Conn, request *http.Request) error {
	buffered := bufio.NewWriterSize(conn, 2048)
	if err := request.Write(buffered); err != nil {
		return err
	}
	return buffered.Flush()
}

// Release returns the reader to the pool. Its remaining bytes are lost: see Rest.
func (e *Exchange) Release() {
	if e.reader == nil {
		return
	}
	e.reader.Reset(nil)
	readers.Put(e.reader)
	e.reader = nil
}

// Rest returns the bytes read beyond the head, valid until Release.
func (e *Exchange) Rest() []byte {
	rest, _ := e.reader.Peek(e.reader.Buffered())
	return rest
}

// Framing returns how the body ends on the wire.
func (e *Exchange) Framing() *Body {
	switch r := e.Response; {
	case len(r.TransferEncoding) > 0:
		return &Body{chunked: true}
	case r.ContentLength >= 0:
		return &Body{left: uint64(r.ContentLength), sized: true}
	default:
		return &Body{}
	}
}

// Socket returns the plain TCP connection, if there is no other layer.
func (e *Exchange) Socket() *net.TCPConn {
	conn, ok := e.Conn.(*Conn)
	if !ok {
		return nil
	}
	socket, _ := conn.Conn.(*net.TCPConn)
	return socket
}

var _ io.Reader = (*limited)(nil)
