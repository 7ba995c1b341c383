package tally

import "sync"

// Source is a channel or room: its deliveries over all streams, added when each stream ends.
type Source struct {
	Name string

	mu          sync.Mutex
	streams     int64
	first, last map[uint64]int64
}

// mostSources limits the memory that a hostile server can make us use.
const mostSources = 100_000

type sources struct {
	mu     sync.RWMutex
	byName map[string]*Source
}

// named returns nil if there are too many.
func (s *sources) named(name []byte) *Source {
	s.mu.RLock()
	found := s.byName[string(name)]
	s.mu.RUnlock()
	if found != nil {
		return found
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if found := s.byName[string(name)]; found != nil || len(s.byName) >= mostSources {
		return found
	}
	made := &Source{Name: string(name), first: map[uint64]int64{}, last: map[uint64]int64{}}
	s.byName[made.Name] = made
	return made
}

// Reader is one stream's state of its sources. The zero value has seen nothing.
type Reader struct {
	sequences []Sequence
	recent    int
}

func (r *Reader) sequence(name []byte, all *sources) *Sequence {
	if r.recent < len(r.sequences) && r.sequences[r.recent].source.Name == string(name) {
		return &r.sequences[r.recent]
	}
	for i := range r.sequences {
		if r.sequences[i].source.Name == string(name) {
			r.recent = i
			return &r.sequences[i]
		}
	}
	source := all.named(name)
	if source == nil {
		return nil
	}
	r.recent = len(r.sequences)
	// Grow by one: most streams have one source, and there are many streams.
	r.sequences = append(make([]Sequence, 0, len(r.sequences)+1+len(r.sequences)/4), r.sequences...)
	r.sequences = append(r.sequences, Sequence{source: source})
	return &r.sequences[r.recent]
}

// ended adds the stream's first and last numbers to its sources.
func (r *Reader) ended() {
	for i := range r.sequences {
		s := &r.sequences[i]
		s.source.mu.Lock()
		s.source.streams++
		s.source.first[s.first]++
		s.source.last[s.next-1]++
		s.source.mu.Unlock()
	}
	r.sequences = nil
}
