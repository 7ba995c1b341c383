package eventstream

import (
	"strings"
	"unicode/utf8"
)

// Text decodes bytes of a stream as "UTF-8 decode" does: each maximal part of a sequence that is not UTF-8 is one U+FFFD.
func Text(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	var text strings.Builder
	for len(b) > 0 {
		if r, size := utf8.DecodeRune(b); r != utf8.RuneError || size == 3 {
			text.Write(b[:size])
			b = b[size:]
			continue
		}
		text.WriteRune(utf8.RuneError)
		b = b[maximalPart(b):]
	}
	return text.String()
}

// maximalPart returns the length of the longest prefix of b that begins a character (Unicode 3.9, table 3-7), at least 1.
func maximalPart(b []byte) int {
	low, high, more := byte(0x80), byte(0xBF), 0
	switch first := b[0]; {
	case first >= 0xC2 && first <= 0xDF:
		more = 1
	case first >= 0xE0 && first <= 0xEF:
		more = 2
	case first >= 0xF0 && first <= 0xF4:
		more = 3
	}
	switch b[0] {
	case 0xE0:
		low = 0xA0
	case 0xED:
		high = 0x9F
	case 0xF0:
		low = 0x90
	case 0xF4:
		high = 0x8F
	}
	length := 1
	for ; length <= more && length < len(b) && b[length] >= low && b[length] <= high; length++ {
		low, high = 0x80, 0xBF
	}
	return length
}
