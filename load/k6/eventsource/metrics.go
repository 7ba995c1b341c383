package eventsource

import (
	"context"
	"sync"
	"time"

	"go.k6.io/k6/v2/metrics"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
)

// counted are the counters, with what each adds up.
var counted = []struct {
	name  string
	kind  metrics.ValueType
	value func(*tally.Tally, *totals) int64
}{
	{"sse_connections_failed", metrics.Default, func(t *tally.Tally, _ *totals) int64 { return t.Failed.Load() }},
	{"sse_connections_cut", metrics.Default, func(t *tally.Tally, _ *totals) int64 { return t.Cut.Load() }},
	{"sse_connections_resumed", metrics.Default, func(t *tally.Tally, _ *totals) int64 { return t.Resumed.Load() }},
	{"sse_tls_handshakes", metrics.Default, func(t *tally.Tally, _ *totals) int64 { return t.Handshakes.Load() }},
	{"sse_requests", metrics.Default, func(_ *tally.Tally, c *totals) int64 { return c.Requests }},
	{"sse_empty_responses", metrics.Default, func(_ *tally.Tally, c *totals) int64 { return c.Empty }},
	{"sse_events", metrics.Default, func(_ *tally.Tally, c *totals) int64 { return c.Events }},
	{"sse_comments", metrics.Default, func(_ *tally.Tally, c *totals) int64 { return c.Comments }},
	{"sse_deliveries", metrics.Default, func(_ *tally.Tally, c *totals) int64 { return c.Deliveries }},
	{"sse_repeated", metrics.Default, func(_ *tally.Tally, c *totals) int64 { return c.Repeated }},
	{"sse_reordered", metrics.Default, func(_ *tally.Tally, c *totals) int64 { return c.Reordered }},
	{"sse_bytes_sent", metrics.Data, func(_ *tally.Tally, c *totals) int64 { return c.sent }},
	{"sse_bytes_received", metrics.Data, func(_ *tally.Tally, c *totals) int64 { return c.received }},
}

// gauged are the gauges: current values.
var gauged = []struct {
	name  string
	value func(*tally.Tally, *totals) int64
}{
	{"sse_connections_open", func(t *tally.Tally, _ *totals) int64 { return t.Open.Load() }},
	// Missing deliveries may still arrive.
	{"sse_lost", func(_ *tally.Tally, c *totals) int64 { return c.Missing }},
}

// trended are the trends, in ms. k6 keeps every value of a trend, so it gets a sample per second; the result has all values.
var trended = []struct {
	name   string
	sample func(*tally.Tally) []int64
}{
	{"sse_connect_ms", func(t *tally.Tally) []int64 { return t.Connect.TakeSample() }},
	{"sse_tls_ms", func(t *tally.Tally) []int64 { return t.TLS.TakeSample() }},
	{"sse_head_ms", func(t *tally.Tally) []int64 { return t.Head.TakeSample() }},
	{"sse_first_event_ms", func(t *tally.Tally) []int64 { return t.FirstEvent.TakeSample() }},
	{"sse_delivery_ms", func(t *tally.Tally) []int64 { return t.DeliverySample() }},
}

type totals struct {
	tally.Counts
	sent, received int64
}

// streamMetrics are k6's metrics, in the order of the tables above.
type streamMetrics struct{ counters, gauges, trends []*metrics.Metric }

func register(registry *metrics.Registry) (*streamMetrics, error) {
	all := &streamMetrics{}
	for _, c := range counted {
		metric, err := registry.NewMetric(c.name, metrics.Counter, c.kind)
		if err != nil {
			return nil, err
		}
		all.counters = append(all.counters, metric)
	}
	for _, g := range gauged {
		metric, err := registry.NewMetric(g.name, metrics.Gauge)
		if err != nil {
			return nil, err
		}
		all.gauges = append(all.gauges, metric)
	}
	for _, t := range trended {
		metric, err := registry.NewMetric(t.name, metrics.Trend, metrics.Time)
		if err != nil {
			return nil, err
		}
		all.trends = append(all.trends, metric)
	}
	return all, nil
}

// shown is what was already pushed to k6, by any virtual user.
type shown struct {
	mu       sync.Mutex
	counters map[string]int64
}

// showEverySecond pushes the counts to k6 every second until done, and then once more.
func (m *module) showEverySecond(done context.Context, tags metrics.TagsAndMeta) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			m.show(tags)
		case <-done.Done():
			m.show(tags)
			return
		}
	}
}

// show ignores the virtual user's context, which is done when a test is interrupted: k6 reads samples until the iteration
// is over, and the iteration waits for hold.
func (m *module) show(tags metrics.TagsAndMeta) {
	t, p := m.process.tally, &m.process.shown
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.counters == nil {
		p.counters = map[string]int64{}
	}
	var sum totals
	sum.Counts, sum.sent, sum.received = t.Counted()
	var samples metrics.Samples
	add := func(metric *metrics.Metric, value float64) {
		samples = append(samples, metrics.Sample{
			TimeSeries: metrics.TimeSeries{Metric: metric, Tags: tags.Tags}, Time: now, Value: value, Metadata: tags.Metadata,
		})
	}
	for i, c := range counted {
		value := c.value(t, &sum)
		if more := value - p.counters[c.name]; more != 0 {
			add(m.metrics.counters[i], float64(more))
		}
		p.counters[c.name] = value
	}
	for i, g := range gauged {
		add(m.metrics.gauges[i], float64(g.value(t, &sum)))
	}
	for i, trend := range trended {
		for _, us := range trend.sample(t) {
			add(m.metrics.trends[i], float64(us)/1000)
		}
	}
	m.vu.State().Samples <- samples
}
