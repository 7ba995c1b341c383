package tally

import (
	"sync"
	"sync/atomic"
	"time"
)

// Batch collects the counts of one read, so that a lock is taken once per read. The zero value is empty.
type Batch struct {
	Counts
	latencies []int64
}

// Traffic counts bytes below TLS.
type Traffic struct {
	Sent, Received atomic.Int64
	_              [48]byte // one cache line each
}

// cells is a power of two: readers on different cores rarely share one.
const cells = 8

type cell struct {
	mu       sync.Mutex
	counts   Counts
	delivery Histogram
}

// Tally has the counts of one process. Create it with New.
type Tally struct {
	cells   [cells]cell
	traffic [cells]Traffic
	sources sources

	Open, OpenMost, Requested            atomic.Int64
	Connect, TLS, Head, FirstEvent, Slip Histogram

	mu        sync.Mutex
	refusals  map[string]int64
	published Published
	watch     watch
}

func New() *Tally {
	t := &Tally{refusals: map[string]int64{}}
	t.sources.byName = map[string]*Source{}
	t.published = Published{Published: map[string]uint64{}, FailedSeqs: map[string][]uint64{}}
	return t
}

// Opened counts an open stream. Closed reverses it.
func (t *Tally) Opened() {
	open := t.Open.Add(1)
	for most := t.OpenMost.Load(); open > most && !t.OpenMost.CompareAndSwap(most, open); most = t.OpenMost.Load() {
	}
}

func (t *Tally) Closed() { t.Open.Add(-1) }

// mostReasons limits the number of different reasons.
const mostReasons = 50

// Refused counts an attempt without a stream, for the client with this number, and why. Reasons are fixed words, never the server's text.
func (t *Tally) Refused(number int, reason string) {
	t.Count(number, Failed)
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, known := t.refusals[reason]; !known && len(t.refusals) >= mostReasons {
		reason = "other"
	}
	t.refusals[reason]++
}

// Traffic returns the byte counters for the connection with this number.
func (t *Tally) Traffic(number int) *Traffic { return &t.traffic[number%cells] }

// Look counts the markers of run in text, received at now; with run "" those of any run. It returns their number.
func (t *Tally) Look(text []byte, run string, reader *Reader, now time.Time, batch *Batch) (found int) {
	for {
		marker, rest, ok := NextMarker(text)
		if !ok {
			return found
		}
		text = rest
		if run != "" && string(marker.Run) != run {
			batch.Counts[Foreign]++
			continue
		}
		sequence := reader.sequence(marker.Source, &t.sources)
		if sequence == nil {
			batch.Counts[Foreign]++
			continue
		}
		found++
		seen := sequence.see(marker.Seq)
		batch.Counts[Deliveries]++
		batch.Counts[Missing] += seen.Missing
		if seen.Repeated {
			batch.Counts[Repeated]++
		}
		if seen.Reordered {
			batch.Counts[Reordered]++
		}
		batch.latencies = append(batch.latencies, now.UnixMicro()-marker.DueUS)
	}
}

// Count adds one to a counter, for the connection with this number.
func (t *Tally) Count(number int, c Counter) {
	cell := &t.cells[number%cells]
	cell.mu.Lock()
	cell.counts[c]++
	cell.mu.Unlock()
}

// Add counts a batch of the connection with this number, and empties it.
func (t *Tally) Add(number int, batch *Batch) {
	cell := &t.cells[number%cells]
	cell.mu.Lock()
	cell.counts.add(&batch.Counts)
	for _, us := range batch.latencies {
		cell.delivery.record(us)
	}
	cell.mu.Unlock()
	batch.Counts, batch.latencies = Counts{}, batch.latencies[:0]
}

// Ended records a stream that ended at the end of the run. Clients that left earlier are not recorded.
func (t *Tally) Ended(reader *Reader) { reader.ended() }

// Counted returns the sum so far.
func (t *Tally) Counted() (sum Counts) {
	for i := range t.cells {
		cell := &t.cells[i]
		cell.mu.Lock()
		sum.add(&cell.counts)
		cell.mu.Unlock()
		sum[Sent] += t.traffic[i].Sent.Load()
		sum[Received] += t.traffic[i].Received.Load()
	}
	return sum
}

func (t *Tally) deliveries() []*Histogram {
	all := make([]*Histogram, cells)
	for i := range t.cells {
		all[i] = &t.cells[i].delivery
	}
	return all
}

// DeliverySample returns a random sample of the latencies since the last call.
func (t *Tally) DeliverySample() (sample []int64) {
	for _, h := range t.deliveries() {
		taken := h.TakeSample()
		sample = append(sample, taken[:min(len(taken), sampleSize/cells)]...)
	}
	return sample
}
