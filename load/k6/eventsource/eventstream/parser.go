// Package eventstream parses event streams by the HTML standard, however their bytes are split.
//
// https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
package eventstream

import (
	"bytes"
	"errors"
)

// MaxEventBytes is the maximum size of a line, or of the data of one event; more is not kept.
const MaxEventBytes = 64 << 20

// ErrTooLong says that a line or an event is over MaxEventBytes.
var ErrTooLong = errors.New("a line or an event of the stream is over 64 MiB")

// Event is one dispatched event. Its bytes are as received, and valid until the receiver returns; Text decodes them.
type Event struct {
	Type, Data, LastEventID []byte
}

// Receiver receives the content of a stream, in order.
type Receiver interface {
	Event(Event)
	Comment()
}

// Parser is the state of one stream between reads. Outside an event it keeps no buffer, so an idle stream costs little.
// The zero value is at the start of a stream.
type Parser struct {
	// ReconnectionMS is the last valid `retry` in milliseconds, 0 before the first (HasReconnection).
	ReconnectionMS  float64
	HasReconnection bool

	id, lastEventID []byte
	event           *pending
	bom             uint8 // bytes of a leading BOM seen so far; 3: past the start
	skipLF          bool  // the last byte was a CR: a following LF belongs to it
	idSeen          bool
}

var message = []byte("message")

// LastEventID is the id a client resumes with: set when a block ends, not when its field is read.
func (p *Parser) LastEventID() []byte { return p.lastEventID }

// SetLastEventID sets the id that a resumed stream starts with.
func (p *Parser) SetLastEventID(id []byte) {
	p.id = append(p.id[:0], id...)
	p.lastEventID = append(p.lastEventID[:0], id...)
}

// Restart prepares for the next response of the same client: unfinished data is dropped, the last event ID and reconnection time stay.
func (p *Parser) Restart() {
	p.release()
	p.id = append(p.id[:0], p.lastEventID...)
	p.bom, p.skipLF, p.idSeen = 0, false, false
}

// Feed parses the next bytes. It keeps no reference to chunk.
func (p *Parser) Feed(chunk []byte, to Receiver) error {
	chunk = p.skipBOM(chunk)
	if p.skipLF && len(chunk) > 0 {
		p.skipLF = false
		if chunk[0] == '\n' {
			chunk = chunk[1:]
		}
	}
	// Remember the next LF over many CRs: otherwise a stream of only CRs takes quadratic time.
	lf := bytes.IndexByte(chunk, '\n')
	for from := 0; from < len(chunk); {
		end, next := p.lineEnd(chunk, from, lf)
		if end < 0 {
			return p.keepLine(chunk[from:])
		}
		if err := p.line(chunk[from:end], to); err != nil {
			return err
		}
		from = next
		if lf >= 0 && lf < from {
			if lf = bytes.IndexByte(chunk[from:], '\n'); lf >= 0 {
				lf += from
			}
		}
	}
	p.releaseIfIdle()
	return nil
}

// lineEnd finds where the line ends and where the next begins; end is -1 if the chunk ends first.
func (p *Parser) lineEnd(chunk []byte, from, lf int) (end, next int) {
	until := len(chunk)
	if lf >= 0 {
		until = lf
	}
	cr := bytes.IndexByte(chunk[from:until], '\r')
	switch {
	case cr < 0 && lf < 0:
		return -1, 0
	case cr < 0:
		return lf, lf + 1
	case from+cr+1 == lf:
		return from + cr, lf + 1
	default:
		p.skipLF = from+cr+1 == len(chunk)
		return from + cr, from + cr + 1
	}
}

var bom = [3]byte{0xEF, 0xBB, 0xBF}

// skipBOM removes one leading BOM, which may arrive in parts.
func (p *Parser) skipBOM(chunk []byte) []byte {
	for p.bom < 3 && len(chunk) > 0 {
		if chunk[0] != bom[p.bom] {
			if p.bom > 0 {
				line := &p.pending().line
				*line = append(*line, bom[:p.bom]...)
			}
			p.bom = 3
			break
		}
		p.bom++
		chunk = chunk[1:]
	}
	return chunk
}
