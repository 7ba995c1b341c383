package tally

// Counter is a number of the result that is added up: over clients, then over processes and runs.
type Counter int

// The counters: the group of each in ssespec-k6/1 ("" is the document itself), its name there, and the metric that k6 shows, if any.
var (
	Failed     = counter("connections", "failed", "sse_connections_failed")
	Cut        = counter("connections", "cut", "sse_connections_cut")
	Resumed    = counter("connections", "resumed", "sse_connections_resumed")
	Left       = counter("connections", "left", "") // by churn, and replaced
	Handshakes = counter("", "tls_handshakes", "sse_tls_handshakes")
	Requests   = counter("", "requests", "sse_requests")
	Empty      = counter("", "empty_responses", "sse_empty_responses")
	Events     = counter("", "events", "sse_events")
	Comments   = counter("", "comments", "sse_comments")
	Deliveries = counter("deliveries", "received", "sse_deliveries")
	Repeated   = counter("deliveries", "repeated", "sse_repeated")
	Reordered  = counter("deliveries", "reordered", "sse_reordered")
	Missing    = counter("deliveries", "missing", "") // sse_lost is a gauge: missing deliveries may still arrive
	Foreign    = counter("deliveries", "foreign", "") // markers of another run, which are not deliveries
	Sent       = counter("bytes", "sent", "sse_bytes_sent")
	Received   = counter("bytes", "received", "sse_bytes_received")
)

// Counters are the lines of that list, by Counter.
var Counters []struct{ Group, Name, Metric string }

func counter(group, name, metric string) Counter {
	Counters = append(Counters, struct{ Group, Name, Metric string }{group, name, metric})
	return Counter(len(Counters) - 1)
}

// Counts has a count for each counter, and room for more.
type Counts [24]int64

func (c *Counts) add(more *Counts) {
	for i, count := range more {
		c[i] += count
	}
}

// group returns the counts of a group of the result, by name.
func (c *Counts) group(name string) map[string]int64 {
	counts := map[string]int64{}
	for i, declared := range Counters {
		if declared.Group == name {
			counts[declared.Name] = c[i]
		}
	}
	return counts
}
