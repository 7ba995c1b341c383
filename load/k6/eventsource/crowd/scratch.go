package crowd

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/ssespec/ssespec/load/k6/eventsource/eventstream"
	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
)

// scratch is the memory for one read. A waiting stream has none.
type scratch struct {
	buffer [32 << 10]byte
	batch  tally.Batch
	stream *stream
	now    time.Time
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

func (s *scratch) Comment() { s.batch.Counts[tally.Comments]++ }

func (s *scratch) Event(e eventstream.Event) {
	stream := s.stream
	crowd := stream.crowd
	s.batch.Counts[tally.Events]++
	if !stream.first {
		stream.first = true
		crowd.Tally.FirstEvent.Record(s.now.Sub(stream.asked).Microseconds())
	}
	crowd.Tally.Look(e.Data, crowd.Run, &stream.reader, s.now, &s.batch)
	if crowd.OnEvent != nil && crowd.sample.admits(s.now) {
		crowd.OnEvent(Sampled{stream.n, eventstream.Text(e.Type), eventstream.Text(e.Data), eventstream.Text(e.LastEventID)})
	}
}

// Sampled is an event passed to the script.
type Sampled struct {
	Stream                  int
	Type, Data, LastEventID string
}

// SampledPerSecond is the maximum number of events per second that a crowd passes on.
const SampledPerSecond = 20

// sampler spaces the samples evenly.
type sampler struct{ next atomic.Int64 }

func (s *sampler) admits(now time.Time) bool {
	at := now.UnixNano()
	next := s.next.Load()
	return at >= next && s.next.CompareAndSwap(next, at+int64(time.Second)/SampledPerSecond)
}
