package crowd

import (
	"io"
	"sync"
)

// member is what every kind of client has.
type member struct {
	crowd *Crowd
	n     int

	mu     sync.Mutex
	end    io.Closer // ends the exchange that goes on
	leaves bool
}

// holds makes end what interrupt and leave close. It is false, and end is closed, when the crowd has ended.
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

// left says, once, that this client has left and another takes its number.
func (m *member) left() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	left := m.leaves
	m.leaves = false
	if left {
		m.crowd.Tally.Left.Add(1)
	}
	return left
}
