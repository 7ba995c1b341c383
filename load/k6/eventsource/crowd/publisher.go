package crowd

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
)

// PublisherSettings define what is published, and where.
type PublisherSettings struct {
	Tally *tally.Tally
	// URL, headers and body have placeholders: {{source}}, {{target}}, {{seq}}, {{run}}, {{marker}} and {{data}} (the marker, padded to
	// PayloadBytes). In a body they are escaped as inside a JSON string, in a URL as one segment.
	URL, Method, Body string
	Headers           map[string]string
	Run               string
	// Sources are those of this process; all All sources take turns.
	Sources []NumberedSource
	All     int
	// RatePerSecond is the rate of all sources together.
	RatePerSecond float64
	PayloadBytes  int
	// Connections is the number of concurrent requests; those of one source are sent in sequence, to keep their order.
	Connections int
	Deadline    time.Duration
	Transport   http.RoundTripper
}

// NumberedSource is a source, the server's name for it (such as a room's id), and its turn, from 0.
type NumberedSource struct {
	Name, Target string
	Turn         int
}

// Publish publishes for the duration on a schedule that does not wait for responses: publication k of turn t is due
// (k·All + t) / RatePerSecond after the start. It returns when the last is answered, or early when ctx is done.
func Publish(ctx context.Context, settings PublisherSettings, duration time.Duration) {
	settings.Tally.Start()
	defer func() { settings.Tally.Stop(ctx.Err() != nil) }()
	workers := max(min(settings.Connections, len(settings.Sources)), 1)
	start := time.Now()
	var gone sync.WaitGroup
	for worker := range workers {
		gone.Go(func() {
			var mine []NumberedSource
			for i := worker; i < len(settings.Sources); i += workers {
				mine = append(mine, settings.Sources[i])
			}
			settings.publish(ctx, mine, start, duration)
		})
	}
	gone.Wait()
}

func (p *PublisherSettings) publish(ctx context.Context, mine []NumberedSource, start time.Time, duration time.Duration) {
	for k := 0; ; k++ {
		for _, source := range mine {
			after := time.Duration(float64(k*p.All+source.Turn) / p.RatePerSecond * float64(time.Second))
			if after >= duration {
				return
			}
			due := start.Add(after)
			timer := time.NewTimer(time.Until(due))
			select {
			case <-timer.C:
			case <-ctx.Done():
				timer.Stop()
				return
			}
			late := time.Since(due)
			err := p.send(ctx, source, uint64(k+1), due)
			p.Tally.Sent(source.Name, uint64(k+1), late.Microseconds(), err == nil)
		}
	}
}

func (p *PublisherSettings) send(ctx context.Context, source NumberedSource, seq uint64, due time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, p.Deadline)
	defer cancel()
	marker := fmt.Sprintf("ssespec:%s:%s:%d:%d;", p.Run, source.Name, seq, due.UnixMicro())
	data := marker + filler(p.PayloadBytes-len(marker))
	fill := func(text string, escape func(string) string) string {
		return strings.NewReplacer("{{source}}", escape(source.Name), "{{target}}", escape(source.Target), "{{seq}}", strconv.FormatUint(seq, 10), "{{run}}", p.Run,
			"{{marker}}", escape(marker), "{{data}}", escape(data)).Replace(text)
	}
	request, err := http.NewRequestWithContext(ctx, p.Method, fill(p.URL, url.PathEscape), strings.NewReader(fill(p.Body, inString)))
	if err != nil {
		return err
	}
	for name, value := range p.Headers {
		request.Header.Set(name, fill(value, func(plain string) string { return plain }))
	}
	response, err := p.Transport.RoundTrip(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err = io.Copy(io.Discard, io.LimitReader(response.Body, mostBodyBytes)); err == nil && response.StatusCode/100 != 2 {
		err = status(response.StatusCode)
	}
	return err
}

// inString escapes text for the inside of a JSON string.
func inString(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		return "" // a string is always encoded
	}
	return string(quoted[1 : len(quoted)-1])
}
