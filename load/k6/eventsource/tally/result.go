package tally

import (
	"encoding/json"
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
	Connect     Distribution      `json:"connect_ms"`
	TLS         Distribution      `json:"tls_ms"`
	Head        Distribution      `json:"head_ms"`
	FirstEvent  Distribution      `json:"first_event_ms"`
	Delivery    Distribution      `json:"delivery_ms"`
	Sources     map[string]Extent `json:"sources"`
	Publish     *Published        `json:"publish,omitempty"`
	Timeline    []Second          `json:"timeline"`
	Slip        Distribution      `json:"slip_ms"`
	CPU         float64           `json:"cpu_s"`
	RSS         int64             `json:"rss_bytes"`
	Counts      Counts            `json:"-"`
}

// MarshalJSON puts each counter into its group, or beside the groups.
func (r Result) MarshalJSON() ([]byte, error) {
	type plain Result
	connections, err := with(r.Connections, r.Counts.group("connections"))
	if err != nil {
		return nil, err
	}
	return with(struct {
		plain
		Connections json.RawMessage  `json:"connections"`
		Deliveries  map[string]int64 `json:"deliveries"`
		Bytes       map[string]int64 `json:"bytes"`
	}{plain(r), connections, r.Counts.group("deliveries"), r.Counts.group("bytes")}, r.Counts.group(""))
}

// with encodes an object and adds counts after its own members.
func with(object any, counts map[string]int64) ([]byte, error) {
	own, err := json.Marshal(object)
	if err != nil {
		return nil, err
	}
	more, err := json.Marshal(counts)
	return append(append(own[:len(own)-1], ','), more[1:]...), err
}

// Connections: held is the number of streams open at the end, held_max the most open at once.
type Connections struct {
	Requested int64            `json:"requested"`
	Held      int64            `json:"held"`
	HeldMost  int64            `json:"held_max"`
	Refusals  map[string]int64 `json:"refusals"`
}

// Extent has how many streams began and ended at which number of a source, so that losses at the end can be found.
type Extent struct {
	Streams  int64            `json:"streams"`
	FirstSeq map[uint64]int64 `json:"first_seq"`
	LastSeq  map[uint64]int64 `json:"last_seq"`
}

// Result returns all counts. held comes from the crowds, because their streams are already closed.
func (t *Tally) Result(held int64) Result {
	t.watch.mu.Lock()
	defer t.watch.mu.Unlock()
	w := &t.watch
	result := Result{
		Format: "ssespec-k6/1", StartedUS: micros(w.started), EndedUS: micros(w.ended), Interrupted: w.interrupted,
		Counts: t.Counted(), Connect: distribution(&t.Connect), TLS: distribution(&t.TLS), Head: distribution(&t.Head),
		FirstEvent: distribution(&t.FirstEvent), Delivery: distribution(t.deliveries()...), Slip: distribution(&t.Slip),
		Sources: t.sources.extents(), Timeline: append([]Second{}, w.seconds...), CPU: cpuSeconds(),
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
	return Connections{Requested: t.Requested.Load(), Held: held, HeldMost: t.OpenMost.Load(), Refusals: maps.Clone(t.refusals)}
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
