package crowd

import (
	"math/rand/v2"
	"time"
)

const (
	// soonest is what a server's `retry: 0` gets: clients that come at once are an attack.
	soonest = 100 * time.Millisecond
	// longest bounds what we wait of our own accord; a server may ask for more, up to mostAsked.
	longest   = 30 * time.Second
	mostAsked = time.Hour
	// brief is a stream that ended so soon that coming back as fast would be a storm.
	brief = 5 * time.Second
)

// backoff is how long one client waits before it comes back. The zero value has not been disappointed yet.
type backoff struct{ briefs uint8 }

// next gives the wait after a stream that was open for lived (0: it did not open) when the server asks for base. The first is
// base and up to half more; as long as streams are brief it doubles, from a second on.
func (b *backoff) next(lived, base time.Duration) time.Duration {
	base = min(max(base, soonest), mostAsked)
	if lived >= brief {
		b.briefs = 0
	} else {
		b.briefs = min(b.briefs+1, 6)
	}
	if b.briefs > 1 {
		base = max(base, min(time.Second<<(b.briefs-1), longest))
	}
	return base + rand.N(base/2+1)
}

// reconnection is the server's time in ms as a duration, which may be out of range.
func reconnection(ms float64) time.Duration {
	if ms >= float64(mostAsked.Milliseconds()) {
		return mostAsked
	}
	return time.Duration(ms) * time.Millisecond
}
