package crowd

import (
	"io"
	"sync"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
)

// member is shared by every kind of client.
type member struct {
	crowd *Crowd
	n     int

	mu     sync.Mutex
	end    io.Closer // ends the current exchange
	leaves bool
}

// holds sets what interrupt and leave close. If the crowd has ended, it closes end and returns false.
func (m *member) holds(end io.Closer) bool {
	m.mu.Lock()
	m.end = end
	m.mu.Unlock()
	if m.crowd.ended() {
		end.Close()
		return false
	}
	return true
}

func (m *member) interrupt() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.end != nil {
		m.end.Close()
	}
}

func (m *member) leave() {
	m.mu.Lock()
	m.leaves = true
	m.mu.Unlock()
	m.interrupt()
}

// left returns true once after this client has left and another takes its number.
func (m *member) left() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	left := m.leaves
	m.leaves = false
	if left {
		m.crowd.Tally.Count(m.n, tally.Left)
	}
	return left
}
