// Package tally counts the results of a load run: exactly, cheaply, and so that counts of several processes can be added.
package tally

import "bytes"

// Marker is one `ssespec:<run>:<source>:<seq>:<due_us>;`. Its bytes belong to the text it was found in.
type Marker struct {
	Run, Source []byte
	Seq         uint64 // from 1, without gaps, of each source
	DueUS       int64  // Unix time in µs at which publishing was scheduled
}

var begin = []byte("ssespec:")

const (
	longestName   = 64
	longestNumber = 17 // digits: a time in µs has 16
)

// NextMarker finds the first marker in text and returns the rest. Text that only resembles a marker is skipped.
func NextMarker(text []byte) (m Marker, rest []byte, found bool) {
	for {
		at := bytes.Index(text, begin)
		if at < 0 {
			return Marker{}, nil, false
		}
		text = text[at+len(begin):]
		if marker, after, ok := markerAt(text); ok {
			return marker, after, true
		}
	}
}

func markerAt(text []byte) (m Marker, rest []byte, ok bool) {
	if m.Run, text, ok = name(text, false); !ok {
		return m, nil, false
	}
	if m.Source, text, ok = name(text, true); !ok {
		return m, nil, false
	}
	if m.Seq, text, ok = number(text, ':'); !ok || m.Seq == 0 {
		return m, nil, false
	}
	due, text, ok := number(text, ';')
	m.DueUS = int64(due)
	return m, text, ok
}

// name is [a-z0-9]+, or [a-z0-9-]+, up to a colon.
func name(text []byte, dash bool) (value, rest []byte, ok bool) {
	for i, c := range text {
		switch {
		case c == ':' && i > 0:
			return text[:i], text[i+1:], true
		case i == longestName, !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' && dash):
			return nil, nil, false
		}
	}
	return nil, nil, false
}

func number(text []byte, end byte) (value uint64, rest []byte, ok bool) {
	for i, c := range text {
		switch {
		case c == end && i > 0:
			return value, text[i+1:], true
		case i == longestNumber, c < '0', c > '9':
			return 0, nil, false
		}
		value = value*10 + uint64(c-'0')
	}
	return 0, nil, false
}
