package tally

// Sequence follows one source on one stream. A delivery is new, reordered (one with a higher number arrived before it)
// or repeated; skipped numbers that never arrive are missing. Two swapped neighbours count as one reordered.
type Sequence struct {
	source      *Source
	first, next uint64 // the lowest number seen; one past the highest
	holes       []hole // below next, in order
}

type hole struct{ from, to uint64 }

// mostHoles limits the gaps of one sequence. The oldest is dropped: it stays missing, and its later deliveries count as repeated.
const mostHoles = 1024

// Seen is the change caused by one delivery.
type Seen struct {
	Repeated, Reordered bool
	Missing             int64 // change of the number of missing
}

func (s *Sequence) see(seq uint64) Seen {
	switch {
	case s.next == 0:
		s.first, s.next = seq, seq+1
		return Seen{}
	case seq == s.next:
		s.next++
		return Seen{}
	case seq > s.next:
		skipped := hole{s.next, seq - 1}
		s.next = seq + 1
		s.open(skipped, len(s.holes))
		return Seen{Missing: skipped.size()}
	case seq < s.first:
		skipped := hole{seq + 1, s.first - 1}
		s.first = seq
		if skipped.size() > 0 {
			s.open(skipped, 0)
		}
		return Seen{Reordered: true, Missing: skipped.size()}
	}
	if s.fill(seq) {
		return Seen{Reordered: true, Missing: -1}
	}
	return Seen{Repeated: true}
}

func (h hole) size() int64 { return int64(h.to-h.from) + 1 }

func (s *Sequence) open(h hole, at int) {
	if len(s.holes) == mostHoles {
		s.holes = append(s.holes[:0], s.holes[1:]...)
		at = max(at-1, 0)
	}
	s.holes = append(s.holes, hole{})
	copy(s.holes[at+1:], s.holes[at:])
	s.holes[at] = h
}

// fill removes seq from its hole, if it is in one.
func (s *Sequence) fill(seq uint64) bool {
	for i := len(s.holes) - 1; i >= 0; i-- {
		h := s.holes[i]
		if seq < h.from || seq > h.to {
			continue
		}
		s.holes = append(s.holes[:i], s.holes[i+1:]...)
		if seq < h.to {
			s.open(hole{seq + 1, h.to}, i)
		}
		if seq > h.from {
			s.open(hole{h.from, seq - 1}, i)
		}
		if len(s.holes) == 0 {
			s.holes = nil
		}
		return true
	}
	return false
}
