package crowd

import (
	"math/rand/v2"
	"time"
)

const (
	// soonest is the wait for `retry: 0`: clients that reconnect at once are an attack.
	soonest = 100 * time.Millisecond
	// longest limits the wait that the client chooses; a server may ask for more, up to mostAsked.
	longest   = 30 * time.Second
	mostAsked = time.Hour
	// brief is the lifetime below which reconnecting as fast would be a storm.
	brief = 5 * time.Second
)

// backoff is how long one client waits before it reconnects. The zero value has seen no failure yet.
type backoff struct{ briefs uint8 }

// next returns the wait after a stream that was open for lived (0: it did not open) when the server asks for base. The first is
// base plus up to half of it; while streams are brief it doubles, starting at one second.
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

// reconnection converts the server's time in ms to a duration; it may be out of range.
func reconnection(ms float64) time.Duration {
	if ms >= float64(mostAsked.Milliseconds()) {
		return mostAsked
	}
	return time.Duration(ms) * time.Millisecond
}
