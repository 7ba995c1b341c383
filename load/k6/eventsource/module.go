// Package eventsource is the k6 extension k6/x/eventsource: thousands of event streams, long polls or WebSockets in one virtual user.
package eventsource

import (
	"sync"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/js/modules"

	"github.com/ssespec/ssespec/load/k6/eventsource/crowd"
	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
)

func init() {
	modules.Register("k6/x/eventsource", newProcess())
}

// process is shared by all virtual users: one count, because a process has one result.
type process struct {
	tally *tally.Tally
	shown shown

	mu     sync.Mutex
	crowds []*crowd.Crowd
}

func newProcess() *process { return &process{tally: tally.New()} }

func (p *process) joins(c *crowd.Crowd) {
	p.mu.Lock()
	p.crowds = append(p.crowds, c)
	p.mu.Unlock()
}

func (p *process) result() tally.Result {
	p.mu.Lock()
	defer p.mu.Unlock()
	held := int64(0)
	for _, c := range p.crowds {
		held += c.Held()
	}
	return p.tally.Result(held)
}

// module belongs to one virtual user.
type module struct {
	process *process
	vu      modules.VU
	metrics *streamMetrics
}

var (
	_ modules.Module   = (*process)(nil)
	_ modules.Instance = (*module)(nil)
)

// NewModuleInstance is called once per virtual user.
func (p *process) NewModuleInstance(vu modules.VU) modules.Instance {
	metrics, err := register(vu.InitEnv().Registry)
	if err != nil {
		common.Throw(vu.Runtime(), err)
	}
	return &module{p, vu, metrics}
}

// Exports are the names that a script imports.
func (m *module) Exports() modules.Exports {
	return modules.Exports{Named: map[string]any{
		"EventSources": m.constructor(m.streams),
		"LongPolls":    m.constructor(m.polls),
		"WebSockets":   m.constructor(m.sockets),
		"Publisher":    m.newPublisher,
		"summary":      m.summary,
		"save":         m.save,
	}}
}

// maker creates a crowd from the arguments of `new`.
type maker func(address string, options []byte, onEvent func(crowd.Sampled)) (*crowd.Crowd, error)

func (m *module) constructor(made maker) func(sobek.ConstructorCall) *sobek.Object {
	return func(call sobek.ConstructorCall) *sobek.Object { return m.newClients(call, made) }
}

func (m *module) throw(err error) {
	common.Throw(m.vu.Runtime(), err)
}
