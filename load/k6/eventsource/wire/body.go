package wire

import "errors"

// ErrFraming says that a body is not chunked as in RFC 9112, 7.1.
var ErrFraming = errors.New("the chunks are malformed")

type place uint8

const (
	inSize place = iota
	inExtension
	inData
	afterData
	inTrailer
	done
)

// Body removes the framing of an HTTP/1.1 body as it arrives, without a buffer. The zero value is a body that ends with its connection.
type Body struct {
	left    uint64
	digits  uint8
	at      place
	chunked bool
	sized   bool
	line    bool // the trailer's line has characters
}

// Ended returns whether the body is complete.
func (b *Body) Ended() bool { return b.at == done || b.sized && b.left == 0 }

// Next returns the first piece of content in raw, and the rest. Both are empty when raw is used up.
func (b *Body) Next(raw []byte) (content, rest []byte, err error) {
	switch {
	case b.chunked:
		return b.chunk(raw)
	case b.sized:
		content, rest = b.cut(raw)
		return content, rest, nil
	default:
		return raw, nil, nil
	}
}

func (b *Body) cut(raw []byte) (content, rest []byte) {
	n := min(uint64(len(raw)), b.left)
	b.left -= n
	return raw[:n], raw[n:]
}

func (b *Body) chunk(raw []byte) (content, rest []byte, err error) {
	for len(raw) > 0 && b.at != done {
		if b.at == inData {
			content, rest = b.cut(raw)
			if b.left == 0 {
				b.at = afterData
			}
			return content, rest, nil
		}
		if err := b.step(raw[0]); err != nil {
			return nil, nil, err
		}
		raw = raw[1:]
	}
	return nil, nil, nil
}

// step processes one byte of the framing around the content.
func (b *Body) step(c byte) error {
	switch b.at {
	case inSize:
		return b.size(c)
	case inExtension:
		if c == '\n' {
			return b.sizeEnds()
		}
	case afterData:
		if c == '\n' {
			b.at = inSize
		} else if c != '\r' {
			return ErrFraming
		}
	case inTrailer:
		if c == '\n' && !b.line {
			b.at = done
		}
		b.line = c != '\n' && (b.line || c != '\r')
	}
	return nil
}

func (b *Body) size(c byte) error {
	digit := byte(0)
	switch {
	case c >= '0' && c <= '9':
		digit = c - '0'
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		digit = c | 0x20 - 'a' + 10
	case c == '\n':
		return b.sizeEnds()
	case c == '\r' || c == ';' || c == ' ' || c == '\t':
		b.at = inExtension
		return nil
	default:
		return ErrFraming
	}
	if b.digits++; b.digits > 16 {
		return ErrFraming
	}
	b.left = b.left<<4 | uint64(digit)
	return nil
}

func (b *Body) sizeEnds() error {
	if b.digits == 0 {
		return ErrFraming
	}
	b.digits = 0
	b.at = inData
	if b.left == 0 {
		b.at = inTrailer
	}
	return nil
}
