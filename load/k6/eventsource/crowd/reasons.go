package crowd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"

	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

// refusal is a response that is not a stream.
type refusal struct {
	reason string
	final  bool // the standard forbids reconnecting (9.2.3: "fail the connection")
}

func (r *refusal) Error() string { return r.reason }

func status(code int) *refusal { return &refusal{fmt.Sprintf("status %d", code), true} }

var errWrongType = &refusal{"content type is not text/event-stream", true}

// reasons in fixed words, so that they can be counted; the first match counts.
var reasons = []struct {
	is     error
	reason string
}{
	{syscall.ECONNREFUSED, "connection refused"},
	{syscall.ECONNRESET, "reset"},
	{syscall.EPIPE, "reset"},
	{syscall.EADDRNOTAVAIL, "no port left"},
	{syscall.EMFILE, "no file left"},
	{syscall.ENFILE, "no file left"},
	{wire.ErrHeadTooLong, "head over 64 KiB"},
	{os.ErrDeadlineExceeded, "timed out"},
	{context.DeadlineExceeded, "timed out"},
	{io.ErrUnexpectedEOF, "closed"},
	{io.EOF, "closed"},
}

// reason returns why an attempt failed, and at which step.
func reason(err error) string {
	var refused *refusal
	if errors.As(err, &refused) {
		return refused.reason
	}
	at, _, _ := strings.Cut(err.Error(), ":")
	switch at {
	case "resolve", "handshake", "request", "head", "content", "http2":
	default:
		at = "connect"
	}
	for _, known := range reasons {
		if errors.Is(err, known.is) {
			return at + ": " + known.reason
		}
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return at + ": timed out"
	}
	return at + ": malformed or unknown"
}

func final(err error) bool {
	var refused *refusal
	return errors.As(err, &refused) && refused.final
}
