package eventsource

import (
	"context"
	"errors"
	"sync"
	"time"

	"go.k6.io/k6/v2/metrics"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
)

// gauged are the gauges: current values.
var gauged = []struct {
	name  string
	value func(*tally.Tally, *tally.Counts) int64
}{
	{"sse_connections_open", func(t *tally.Tally, _ *tally.Counts) int64 { return t.Open.Load() }},
	{"sse_lost", func(_ *tally.Tally, counts *tally.Counts) int64 { return counts[tally.Missing] }},
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

// streamMetrics are k6's metrics: those of the counters that have one, and of the tables above in their order.
type streamMetrics struct {
	counters       map[tally.Counter]*metrics.Metric
	gauges, trends []*metrics.Metric
}

func register(registry *metrics.Registry) (*streamMetrics, error) {
	all := &streamMetrics{counters: map[tally.Counter]*metrics.Metric{}}
	var failed error
	metric := func(name string, kind metrics.MetricType, of ...metrics.ValueType) *metrics.Metric {
		made, err := registry.NewMetric(name, kind, of...)
		failed = errors.Join(failed, err)
		return made
	}
	for c, declared := range tally.Counters {
		of := metrics.Default
		if declared.Group == "bytes" {
			of = metrics.Data
		}
		if declared.Metric != "" {
			all.counters[tally.Counter(c)] = metric(declared.Metric, metrics.Counter, of)
		}
	}
	for _, g := range gauged {
		all.gauges = append(all.gauges, metric(g.name, metrics.Gauge))
	}
	for _, t := range trended {
		all.trends = append(all.trends, metric(t.name, metrics.Trend, metrics.Time))
	}
	return all, failed
}

// shown is what was already pushed to k6, by any virtual user.
type shown struct {
	mu     sync.Mutex
	counts tally.Counts
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
	counts := t.Counted()
	var samples metrics.Samples
	add := func(metric *metrics.Metric, value float64) {
		samples = append(samples, metrics.Sample{
			TimeSeries: metrics.TimeSeries{Metric: metric, Tags: tags.Tags}, Time: now, Value: value, Metadata: tags.Metadata,
		})
	}
	for c, metric := range m.metrics.counters {
		if more := counts[c] - p.counts[c]; more != 0 {
			add(metric, float64(more))
		}
	}
	p.counts = counts
	for i, g := range gauged {
		add(m.metrics.gauges[i], float64(g.value(t, &counts)))
	}
	for i, trend := range trended {
		for _, us := range trend.sample(t) {
			add(m.metrics.trends[i], float64(us)/1000)
		}
	}
	m.vu.State().Samples <- samples
}
