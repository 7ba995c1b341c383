package tally

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/HdrHistogram/hdrhistogram-go"
)

func TestAMarkerIsFoundInAnyText(t *testing.T) {
	text := []byte(`{"body":"ssespec:r1:room-7:42:1790000000000000;xxx ssespec:r1:b:1:5; ssespec:bad:9; ssespec:ssespec:r:c:3:4;"}`)
	var got []string
	for {
		m, rest, ok := NextMarker(text)
		if !ok {
			break
		}
		got = append(got, fmt.Sprintf("%s %s %d %d", m.Run, m.Source, m.Seq, m.DueUS))
		text = rest
	}
	if fmt.Sprint(got) != "[r1 room-7 42 1790000000000000 r1 b 1 5 r c 3 4]" {
		t.Fatal(got)
	}
}

func FuzzMarkersNeverPanic(f *testing.F) {
	f.Add([]byte("ssespec:a:b:1:2;"))
	f.Fuzz(func(_ *testing.T, text []byte) {
		for {
			_, rest, ok := NextMarker(text)
			if !ok {
				return
			}
			text = rest
		}
	})
}

func see(numbers ...uint64) Counts {
	var s Sequence
	var c Counts
	for _, n := range numbers {
		seen := s.see(n)
		c[Deliveries]++
		c[Missing] += seen.Missing
		if seen.Repeated {
			c[Repeated]++
		}
		if seen.Reordered {
			c[Reordered]++
		}
	}
	return c
}

func TestWhatAFaultDidIsCountedExactly(t *testing.T) {
	for _, c := range []struct {
		name                         string
		numbers                      []uint64
		missing, repeated, reordered int64
	}{
		{"in order from the middle", []uint64{5, 6, 7}, 0, 0, 0},
		{"one lost", []uint64{1, 2, 4, 5}, 1, 0, 0},
		{"one repeated", []uint64{1, 2, 2, 3}, 0, 1, 0},
		{"two neighbours swapped", []uint64{1, 3, 2, 4}, 0, 0, 1},
		{"the first two swapped", []uint64{2, 1, 3}, 0, 0, 1},
		{"one late by three", []uint64{1, 3, 4, 5, 2, 6}, 0, 0, 1},
		{"late, then repeated", []uint64{1, 3, 2, 2}, 0, 1, 1},
		{"a hole filled in the middle", []uint64{1, 9, 5}, 6, 0, 1},
		{"a replay of all", []uint64{1, 2, 3, 1, 2, 3}, 0, 3, 0},
		{"begun before the first seen", []uint64{8, 4}, 3, 0, 1},
	} {
		if got := see(c.numbers...); got[Missing] != c.missing || got[Repeated] != c.repeated || got[Reordered] != c.reordered {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// The model is a set; the sequence must agree with it for any deliveries in any order.
func TestASequenceAgreesWithASet(t *testing.T) {
	for range 300 {
		seen, highest, lowest := map[uint64]bool{}, uint64(0), uint64(1<<60)
		var s Sequence
		var missing, repeated, reordered, modelRepeated, modelReordered int64
		for range 200 {
			n := uint64(rand.IntN(120) + 1)
			switch {
			case seen[n]:
				modelRepeated++
			case n < highest:
				modelReordered++
			}
			seen[n], highest, lowest = true, max(highest, n), min(lowest, n)
			got := s.see(n)
			missing += got.Missing
			if got.Repeated {
				repeated++
			}
			if got.Reordered {
				reordered++
			}
		}
		if want := int64(highest-lowest) + 1 - int64(len(seen)); missing != want || repeated != modelRepeated || reordered != modelReordered {
			t.Fatalf("missing %d of %d, repeated %d of %d, reordered %d of %d", missing, want, repeated, modelRepeated, reordered, modelReordered)
		}
	}
}

func TestHolesAreBounded(t *testing.T) {
	var s Sequence
	missing := int64(0)
	for n := uint64(1); n < 10_000; n += 2 {
		missing += s.see(n).Missing
	}
	if len(s.holes) > mostHoles || missing != 4999 {
		t.Fatal(len(s.holes), missing)
	}
}

func TestTheResultSaysWhereStreamsBeganAndEnded(t *testing.T) {
	tally := New()
	now := time.UnixMicro(2_000_000)
	for stream := range 3 {
		var reader Reader
		var batch Batch
		for seq := 1 + stream; seq <= 4; seq++ {
			tally.Look(fmt.Appendf(nil, "ssespec:run:a:%d:1990000;ssespec:other:a:9:1;", seq), "run", &reader, now, &batch)
		}
		tally.Add(stream, &batch)
		tally.Ended(&reader)
	}
	result := tally.Result(3)
	a := result.Sources["a"]
	if a.Streams != 3 || a.LastSeq[4] != 3 || a.FirstSeq[1] != 1 || a.FirstSeq[3] != 1 || result.Counts[Deliveries] != 9 || result.Counts[Foreign] != 9 {
		t.Fatalf("%+v %v", a, result.Counts)
	}
	if result.Delivery.Count != 9 || result.Delivery.Max < 9.9 || result.Delivery.Max > 10.1 {
		t.Fatalf("%+v", result.Delivery)
	}
	decoded, err := hdrhistogram.Decode([]byte(result.Delivery.HDR))
	if err != nil || decoded.TotalCount() != 9 {
		t.Fatal(err, decoded)
	}
}

func TestEachCounterIsInItsGroupOfTheResult(t *testing.T) {
	var result Result
	result.Format = "ssespec-k6/1"
	for i := range Counters {
		result.Counts[i] = int64(i) + 1
	}
	encoded, err := json.Marshal(result)
	// Pods write other lines too; the result is found by how it begins.
	if err != nil || !strings.HasPrefix(string(encoded), `{"format":"ssespec-k6/1",`) {
		t.Fatal(err, string(encoded))
	}
	var document map[string]any
	if err := json.Unmarshal(encoded, &document); err != nil {
		t.Fatal(err)
	}
	for i, c := range Counters {
		in := document
		if c.Group != "" {
			in = document[c.Group].(map[string]any)
		}
		if in[c.Name] != float64(i+1) {
			t.Errorf("%s %s: %v", c.Group, c.Name, in[c.Name])
		}
	}
}
