package eventstream

import (
	"bytes"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// naive parses a whole stream at once, following the standard's text without regard to speed.
func naive(stream []byte) (result expectation, comments int) {
	stream = bytes.TrimPrefix(stream, bom[:])
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(stream))
	lines := strings.Split(text, "\n")
	result.Events = []vectorEvent{}
	data, name, id := []string(nil), "", ""
	for _, line := range lines[:len(lines)-1] {
		field, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case line == "":
			result.LastEventID = Text([]byte(id))
			if data != nil {
				if name == "" {
					name = "message"
				}
				result.Events = append(result.Events, vectorEvent{Text([]byte(name)), Text([]byte(strings.Join(data, "\n"))), Text([]byte(id))})
			}
			data, name = nil, ""
		case field == "":
			comments++
		case field == "data":
			data = append(data, value)
		case field == "event":
			name = value
		case field == "id" && !strings.Contains(value, "\x00"):
			id = value
		case field == "retry" && value != "" && strings.Trim(value, "0123456789") == "":
			ms, _ := strconv.ParseFloat(value, 64)
			result.ReconnectionMS = &ms
		}
	}
	return result, comments
}

func FuzzSplittingNeverChangesWhatIsDispatched(f *testing.F) {
	for _, v := range vectors(f) {
		if len(v.Text) > 0 && len(v.Text) < 4096 {
			f.Add([]byte(v.Text), uint16(3), uint16(7))
		}
	}
	f.Add([]byte("\xef\xbbdata: a\r\r\ndata:b\n\n"), uint16(1), uint16(1))
	f.Fuzz(func(t *testing.T, stream []byte, first, second uint16) {
		expected, comments := naive(stream)
		a := int(first) % (len(stream) + 1)
		b := a + int(second)%(len(stream)-a+1)
		got, seen := parse(t, stream[:a], stream[a:b], stream[b:])
		if !reflect.DeepEqual(got, expected) || seen != comments {
			t.Fatalf("split at %d and %d\nexpected %+v, %d comments\nactual   %+v, %d comments", a, b, expected, comments, got, seen)
		}
	})
}

type counter struct{ events, comments int }

func (c *counter) Event(Event) { c.events++ }
func (c *counter) Comment()    { c.comments++ }

func TestNothingIsAllocatedForAnEvent(t *testing.T) {
	block := []byte("id: 17\nevent: message\ndata: " + strings.Repeat("x", 400) + "\n\n: \n\n")
	var parser Parser
	var got counter
	feed := func() {
		// Two reads: the beginning of a line is kept.
		_ = parser.Feed(block[:100], &got)
		_ = parser.Feed(block[100:], &got)
	}
	feed()
	if allocated := testing.AllocsPerRun(1000, feed); allocated >= 1 && !raceDetector {
		t.Fatalf("%v allocations an event", allocated)
	}
	if got.events < 1000 || got.comments != got.events {
		t.Fatalf("%+v", got)
	}
	if parser.event != nil {
		t.Fatal("an idle stream keeps a buffer")
	}
}

func BenchmarkEventOf450Bytes(b *testing.B) {
	block := []byte("id: 17\ndata: " + strings.Repeat("x", 430) + "\n\n")
	var parser Parser
	var got counter
	b.SetBytes(int64(len(block)))
	b.ReportAllocs()
	for range b.N {
		_ = parser.Feed(block, &got)
	}
}
