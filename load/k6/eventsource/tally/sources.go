package tally

import "sync"

// Source is a channel or a room: what it delivered over all streams, told when each stream has ended.
type Source struct {
	Name string

	mu          sync.Mutex
	streams     int64
	first, last map[uint64]int64
}

// mostSources bounds what a hostile server can make us remember.
const mostSources = 100_000

type sources struct {
	mu     sync.RWMutex
	byName map[string]*Source
}

// named gives nil when there are too many.
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

// Reader is what one stream remembers of its sources. The zero value has seen nothing.
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
	// One at a time: most streams have one source, and there are many streams.
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
