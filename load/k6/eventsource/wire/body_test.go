package wire

import (
	"bytes"
	"io"
	"net/http/httputil"
	"testing"
)

func content(body *Body, pieces ...[]byte) (got []byte, err error) {
	for _, raw := range pieces {
		for len(raw) > 0 {
			var piece []byte
			if piece, raw, err = body.Next(raw); err != nil {
				return got, err
			}
			got = append(got, piece...)
		}
	}
	return got, nil
}

func TestChunksAreTakenOffAtEverySplit(t *testing.T) {
	raw := []byte("5\r\nhello\r\n1;name=value\r\n \r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n")
	for at := range raw {
		body := Body{chunked: true}
		got, err := content(&body, raw[:at], raw[at:])
		if err != nil || string(got) != "hello 0123456789" || !body.Ended() {
			t.Fatalf("split at %d: %q, %v, ended %v", at, got, err, body.Ended())
		}
	}
}

func TestMalformedChunksAreRefused(t *testing.T) {
	for _, raw := range []string{"x\r\n", "\r\n", "5\r\nhelloX", "fffffffffffffffffff\r\n"} {
		body := Body{chunked: true}
		if _, err := content(&body, []byte(raw)); err != ErrFraming {
			t.Errorf("%q: %v", raw, err)
		}
	}
}

func TestABodyOfKnownLengthEnds(t *testing.T) {
	body := Body{left: 3, sized: true}
	got, rest, _ := body.Next([]byte("abcd"))
	if string(got) != "abc" || string(rest) != "d" || !body.Ended() {
		t.Fatalf("%q %q", got, rest)
	}
}

// Any chunked body that the standard library accepts has the same content here.
func FuzzChunksAsTheStandardLibraryReadsThem(f *testing.F) {
	f.Add([]byte("5\r\nhello\r\n0\r\n\r\n"), uint16(3))
	f.Add([]byte("1;a=b\r\nx\r\n0\r\nT: v\r\n\r\n"), uint16(9))
	f.Fuzz(func(t *testing.T, raw []byte, split uint16) {
		expected, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(raw)))
		if err != nil {
			return
		}
		at := int(split) % (len(raw) + 1)
		body := Body{chunked: true}
		got, err := content(&body, raw[:at], raw[at:])
		if err != nil || !bytes.Equal(got, expected) {
			t.Fatalf("%q: expected %q, actual %q, %v", raw, expected, got, err)
		}
	})
}
