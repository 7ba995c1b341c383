package tally

import (
	"maps"
	"time"
)

// Result is the document ssespec-k6/1. Fields ending in _ms hold percentiles in ms.
type Result struct {
	Format      string            `json:"format"`
	StartedUS   int64             `json:"started_us"`
	EndedUS     int64             `json:"ended_us"`
	Interrupted bool              `json:"interrupted"`
	Connections Connections       `json:"connections"`
	Handshakes  int64             `json:"tls_handshakes"`
	Requests    int64             `json:"requests"`
	Empty       int64             `json:"empty_responses"`
	Connect     Distribution      `json:"connect_ms"`
	TLS         Distribution      `json:"tls_ms"`
	Head        Distribution      `json:"head_ms"`
	FirstEvent  Distribution      `json:"first_event_ms"`
	Delivery    Distribution      `json:"delivery_ms"`
	Events      int64             `json:"events"`
	Comments    int64             `json:"comments"`
	Deliveries  Deliveries        `json:"deliveries"`
	Sources     map[string]Extent `json:"sources"`
	Publish     *Published        `json:"publish,omitempty"`
	Bytes       Bytes             `json:"bytes"`
	Timeline    []Second          `json:"timeline"`
	Slip        Distribution      `json:"slip_ms"`
	CPU         float64           `json:"cpu_s"`
	RSS         int64             `json:"rss_bytes"`
}

// Connections: held is the number of streams open at the end, held_max the most open at once; the rest are counts.
type Connections struct {
	Requested int64            `json:"requested"`
	Held      int64            `json:"held"`
	HeldMost  int64            `json:"held_max"`
	Failed    int64            `json:"failed"`
	Cut       int64            `json:"cut"`
	Resumed   int64            `json:"resumed"`
	Left      int64            `json:"left"` // left by churn and were replaced
	Refusals  map[string]int64 `json:"refusals"`
}

// Deliveries: foreign are markers of another run, which do not count as received.
type Deliveries struct {
	Received  int64 `json:"received"`
	Repeated  int64 `json:"repeated"`
	Reordered int64 `json:"reordered"`
	Missing   int64 `json:"missing"`
	Foreign   int64 `json:"foreign"`
}

// Extent has how many streams began and ended at which number of a source, so that losses at the end can be found.
type Extent struct {
	Streams  int64            `json:"streams"`
	FirstSeq map[uint64]int64 `json:"first_seq"`
	LastSeq  map[uint64]int64 `json:"last_seq"`
}

// Bytes on the sockets, below TLS.
type Bytes struct {
	Sent     int64 `json:"sent"`
	Received int64 `json:"received"`
}

// Result returns all counts. held comes from the crowds, because their streams are already closed.
func (t *Tally) Result(held int64) Result {
	counts, sent, received := t.Counted()
	t.watch.mu.Lock()
	defer t.watch.mu.Unlock()
	w := &t.watch
	result := Result{
		Format: "ssespec-k6/1", StartedUS: micros(w.started), EndedUS: micros(w.ended), Interrupted: w.interrupted,
		Handshakes: t.Handshakes.Load(), Requests: counts.Requests, Empty: counts.Empty,
		Connect: distribution(&t.Connect), TLS: distribution(&t.TLS), Head: distribution(&t.Head),
		FirstEvent: distribution(&t.FirstEvent), Delivery: distribution(t.deliveries()...), Slip: distribution(&t.Slip),
		Events: counts.Events, Comments: counts.Comments,
		Deliveries: Deliveries{counts.Deliveries, counts.Repeated, counts.Reordered, counts.Missing, counts.Foreign},
		Sources:    t.sources.extents(), Bytes: Bytes{sent, received},
		Timeline: append([]Second{}, w.seconds...), CPU: cpuSeconds(),
	}
	for _, second := range w.seconds {
		result.RSS = max(result.RSS, second.RSS)
	}
	result.Connections, result.Publish = t.connections(held), t.publications()
	return result
}

func micros(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMicro()
}

func (t *Tally) connections(held int64) Connections {
	t.mu.Lock()
	defer t.mu.Unlock()
	return Connections{
		Requested: t.Requested.Load(), Held: held, HeldMost: t.OpenMost.Load(), Failed: t.Failed.Load(), Cut: t.Cut.Load(),
		Resumed: t.Resumed.Load(), Left: t.Left.Load(), Refusals: maps.Clone(t.refusals),
	}
}

// publications is nil if nothing was published.
func (t *Tally) publications() *Published {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.published.Published) == 0 {
		return nil
	}
	p := &t.published
	return &Published{Published: maps.Clone(p.Published), Failed: p.Failed, FailedSeqs: maps.Clone(p.FailedSeqs), Slip: distribution(&p.slip)}
}

func (s *sources) extents() map[string]Extent {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := make(map[string]Extent, len(s.byName))
	for name, source := range s.byName {
		source.mu.Lock()
		all[name] = Extent{source.streams, maps.Clone(source.first), maps.Clone(source.last)}
		source.mu.Unlock()
	}
	return all
}
