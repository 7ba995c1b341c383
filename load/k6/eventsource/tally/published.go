package tally

// Published has what a publisher sent, by source.
type Published struct {
	Published  map[string]uint64   `json:"published"`   // the last number sent
	Failed     int64               `json:"failed"`      // requests that were not answered with 2xx
	FailedSeqs map[string][]uint64 `json:"failed_seqs"` // which, up to 1000 per source
	Slip       Distribution        `json:"slip_ms"`     // time of sending - time scheduled

	slip Histogram
}

const mostFailedSeqs = 1000

// Sent counts one publication and how many µs late it was sent.
func (t *Tally) Sent(source string, seq uint64, lateUS int64, ok bool) {
	t.published.slip.Record(lateUS)
	t.mu.Lock()
	defer t.mu.Unlock()
	p := &t.published
	p.Published[source] = max(p.Published[source], seq)
	if ok {
		return
	}
	p.Failed++
	if len(p.FailedSeqs[source]) < mostFailedSeqs {
		p.FailedSeqs[source] = append(p.FailedSeqs[source], seq)
	}
}
