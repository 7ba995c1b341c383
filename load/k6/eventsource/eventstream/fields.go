package eventstream

import (
	"bytes"
	"strconv"
	"sync"
)

// pending is the memory for an unfinished line or event. All streams share a pool, because few are inside an event at once.
type pending struct {
	line, data, name []byte
	dataSeen         bool
}

var pool = sync.Pool{New: func() any { return new(pending) }}

// keptBytes is the maximum size of a buffer that is reused.
const keptBytes = 64 << 10

func (p *Parser) pending() *pending {
	if p.event == nil {
		p.event = pool.Get().(*pending)
	}
	return p.event
}

func (p *Parser) releaseIfIdle() {
	if e := p.event; e != nil && len(e.line) == 0 && !e.dataSeen && len(e.name) == 0 {
		p.release()
	}
}

func (p *Parser) release() {
	e := p.event
	if e == nil {
		return
	}
	p.event = nil
	if cap(e.line)+cap(e.data)+cap(e.name) > keptBytes {
		return
	}
	e.line, e.data, e.name, e.dataSeen = e.line[:0], e.data[:0], e.name[:0], false
	pool.Put(e)
}

// keepLine keeps the beginning of a line until the rest arrives.
func (p *Parser) keepLine(part []byte) error {
	e := p.pending()
	if len(e.line)+len(part) > MaxEventBytes {
		return ErrTooLong
	}
	e.line = append(e.line, part...)
	return nil
}

// line processes the end of a line, which is the whole line unless its beginning was kept.
func (p *Parser) line(rest []byte, to Receiver) error {
	if p.event == nil || len(p.event.line) == 0 {
		return p.wholeLine(rest, to)
	}
	if err := p.keepLine(rest); err != nil {
		return err
	}
	e := p.event
	err := p.wholeLine(e.line, to)
	e.line = e.line[:0]
	return err
}

func (p *Parser) wholeLine(line []byte, to Receiver) error {
	if len(line) == 0 {
		p.dispatch(to)
		return nil
	}
	if line[0] == ':' {
		to.Comment()
		return nil
	}
	name, value, _ := bytes.Cut(line, []byte{':'})
	if len(value) > 0 && value[0] == ' ' {
		value = value[1:]
	}
	return p.field(name, value)
}

// field is "process the field" of 9.2.6.
func (p *Parser) field(name, value []byte) error {
	switch string(name) {
	case "data":
		e := p.pending()
		if len(e.data)+len(value) >= MaxEventBytes {
			return ErrTooLong
		}
		e.data = append(append(e.data, value...), '\n')
		e.dataSeen = true
	case "event":
		e := p.pending()
		e.name = append(e.name[:0], value...)
	case "id":
		if bytes.IndexByte(value, 0) < 0 {
			p.id, p.idSeen = append(p.id[:0], value...), true
		}
	case "retry":
		p.retry(value)
	}
	return nil
}

func (p *Parser) retry(value []byte) {
	for _, digit := range value {
		if digit < '0' || digit > '9' {
			return
		}
	}
	if len(value) == 0 {
		return
	}
	// Out of range means infinity: the client waits forever, as the digits say.
	p.ReconnectionMS, _ = strconv.ParseFloat(string(value), 64)
	p.HasReconnection = true
}

// dispatch is "dispatch the event" of 9.2.6.
func (p *Parser) dispatch(to Receiver) {
	if p.idSeen {
		p.lastEventID, p.idSeen = append(p.lastEventID[:0], p.id...), false
	}
	e := p.event
	if e == nil {
		return
	}
	if e.dataSeen {
		name := e.name
		if len(name) == 0 {
			name = message
		}
		to.Event(Event{Type: name, Data: e.data[:len(e.data)-1], LastEventID: p.lastEventID})
	}
	e.data, e.name, e.dataSeen = e.data[:0], e.name[:0], false
}
