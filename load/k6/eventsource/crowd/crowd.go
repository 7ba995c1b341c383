// Package crowd runs many clients at the same time: streams, long polls and sockets, one goroutine each.
package crowd

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

// Settings are shared by all clients of a crowd.
type Settings struct {
	Tally  *tally.Tally
	Dialer *wire.Dialer
	// Pool holds the HTTP/2 connections; nil: HTTP/1.1, one connection per client.
	Pool *wire.Pool
	// Target returns what the client with this number requests.
	Target func(n int) wire.Target
	// Numbers are the clients of this process.
	Numbers []int
	// Ramp is the time over which they start, evenly.
	Ramp time.Duration
	// ChurnPerSecond clients leave per second and are replaced.
	ChurnPerSecond float64
	// Run is the run whose markers count; "" is any.
	Run string
	// OnEvent receives a sample of the events, at most SampledPerSecond; nil if not needed. It must not block.
	OnEvent func(Sampled)
}

// Crowd is a number of clients that start and end together.
type Crowd struct {
	Settings
	ctx    context.Context //nolint:containedctx // it ends the crowd, and each of its goroutines checks it
	cancel context.CancelFunc
	closed chan struct{}
	close  sync.Once
	gone   sync.WaitGroup
	sample sampler
	open   atomic.Int64
	make   func(*member) client

	mu      sync.Mutex
	members []*member
	held    int64
}

type client interface {
	// live runs until the crowd ends or the server has refused permanently.
	live()
}

func newCrowd(settings Settings, made func(*member) client) *Crowd {
	ctx, cancel := context.WithCancel(context.Background())
	return &Crowd{Settings: settings, ctx: ctx, cancel: cancel, closed: make(chan struct{}), make: made}
}

// Hold starts the clients over the ramp, keeps them for the duration after it, and ends them. It returns early when ctx is done
// (interrupted is then true) or when Close is called. Counting is complete when it returns.
func (c *Crowd) Hold(ctx context.Context, duration time.Duration) (interrupted bool) {
	c.Tally.Requested.Add(int64(len(c.Numbers)))
	c.Tally.Start()
	end := time.NewTimer(c.Ramp + duration)
	defer end.Stop()
	go c.start()
	go c.churn()
	select {
	case <-end.C:
	case <-c.closed:
	case <-ctx.Done():
		interrupted = true
	}
	c.Tally.Mark()
	c.stop()
	c.Tally.Stop(interrupted)
	return interrupted
}

// Close ends Hold.
func (c *Crowd) Close() { c.close.Do(func() { close(c.closed) }) }

// Held returns how many clients were open when the crowd ended.
func (c *Crowd) Held() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held
}

func (c *Crowd) start() {
	began := time.Now()
	for i, n := range c.Numbers {
		due := began.Add(c.Ramp * time.Duration(i) / time.Duration(len(c.Numbers)))
		if wait := time.Until(due); wait > time.Millisecond && !c.sleep(wait) {
			return
		}
		if !c.admit(&member{crowd: c, n: n}) {
			return
		}
	}
}

func (c *Crowd) admit(m *member) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctx.Err() != nil {
		return false
	}
	c.members = append(c.members, m)
	c.gone.Add(1)
	go func() {
		defer c.gone.Done()
		c.make(m).live()
	}()
	return true
}

func (c *Crowd) stop() {
	c.mu.Lock()
	c.held = c.open.Load()
	c.cancel()
	members := c.members
	c.mu.Unlock()
	for _, m := range members {
		m.interrupt()
	}
	if c.Pool != nil {
		c.Pool.Close()
	}
	c.gone.Wait()
}

// churn makes one client after another leave, evenly over time.
func (c *Crowd) churn() {
	if c.ChurnPerSecond <= 0 || !c.sleep(c.Ramp) {
		return
	}
	for next := 0; c.sleep(time.Duration(float64(time.Second) / c.ChurnPerSecond)); next++ {
		c.mu.Lock()
		m := c.members[next%len(c.members)]
		c.mu.Unlock()
		m.leave()
	}
}

func (c *Crowd) opened() {
	c.open.Add(1)
	c.Tally.Opened()
}

func (c *Crowd) shut() {
	c.open.Add(-1)
	c.Tally.Closed()
}

func (c *Crowd) ended() bool { return c.ctx.Err() != nil }

// sleep returns whether the crowd is still running.
func (c *Crowd) sleep(wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-c.ctx.Done():
		return false
	}
}
