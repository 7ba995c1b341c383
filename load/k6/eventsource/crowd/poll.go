package crowd

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/tidwall/gjson"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

// PollSettings are the settings of long polling and of polling at an interval.
type PollSettings struct {
	// Since is the query parameter for the token, which the previous response has at Next (a gjson path).
	Since, Next string
	// KeepAlive reuses the connection. Without it, each request has its own.
	KeepAlive bool
	// Interval between the starts of two requests; 0 polls again at once.
	Interval time.Duration
	// Answer limits how long a response may take.
	Answer time.Duration
}

// mostBodyBytes is the maximum read of a response.
const mostBodyBytes = 64 << 20

type poll struct {
	*member
	settings *PollSettings
	reader   tally.Reader
	backoff  backoff
	exchange *wire.Exchange // open between requests, with keep-alive
	since    string
	began    time.Time
	first    bool
	served   bool // the last request was answered
	wasCut   bool
}

// Polls is a crowd of polling clients.
func Polls(settings Settings, polls PollSettings) *Crowd {
	return newCrowd(settings, func(m *member) client { return &poll{member: m, settings: &polls} })
}

func (p *poll) live() {
	defer func() {
		p.disconnect()
		p.serve(false)
		p.crowd.Tally.Ended(&p.reader)
	}()
	p.began = time.Now()
	due := p.began
	if p.settings.Interval > 0 {
		// Clients that start together should not poll together.
		due = due.Add(rand.N(p.settings.Interval))
	}
	for {
		if wait := time.Until(due); wait > 0 && !p.crowd.sleep(wait) {
			return
		}
		asked := time.Now()
		err := p.ask()
		if p.crowd.ended() {
			return
		}
		if p.left() {
			p.disconnect()
			p.serve(false)
			*p = poll{member: p.member, settings: p.settings, began: time.Now()}
			due = p.began
			continue
		}
		due = p.after(err, asked, due)
	}
}

// after counts how a request ended, and returns when the next is due.
func (p *poll) after(err error, asked, due time.Time) time.Time {
	if err == nil {
		if p.wasCut {
			p.wasCut = false
			p.crowd.Tally.Count(p.n, tally.Resumed)
		}
		p.serve(true)
		p.backoff = backoff{}
		if next := due.Add(p.settings.Interval); next.After(asked) {
			return next
		}
		return asked.Add(p.settings.Interval)
	}
	p.disconnect()
	p.crowd.Tally.Refused(p.n, reason(err))
	if p.served {
		p.crowd.Tally.Count(p.n, tally.Cut)
		p.wasCut = true
	}
	p.serve(false)
	return time.Now().Add(p.backoff.next(0, time.Second))
}

// serve records whether this client is being served, the equivalent of an open stream for polls.
func (p *poll) serve(served bool) {
	if served && !p.served {
		p.crowd.opened()
	}
	if !served && p.served {
		p.crowd.shut()
	}
	p.served = served
}

func (p *poll) disconnect() {
	if p.exchange != nil {
		p.exchange.Release()
		p.exchange.Conn.Close()
		p.exchange = nil
	}
}

func (p *poll) ask() error {
	response, asked, err := p.respond()
	if err != nil {
		return err
	}
	p.crowd.Tally.Head.Record(time.Since(asked).Microseconds())
	body, err := whole(response)
	received := time.Now()
	if p.crowd.Pool != nil {
		p.interrupt()
	}
	if err != nil {
		return fmt.Errorf("content: %w", err)
	}
	if p.exchange != nil && (!p.settings.KeepAlive || response.Close) {
		p.disconnect()
	}
	if response.StatusCode != http.StatusOK {
		return status(response.StatusCode)
	}
	return p.count(body, received)
}

func (p *poll) count(body []byte, received time.Time) error {
	chained := p.since != ""
	next := gjson.GetBytes(body, p.settings.Next)
	if !next.Exists() {
		return &refusal{reason: "the answer has no " + p.settings.Next}
	}
	p.since = next.String()
	var batch tally.Batch
	found := p.crowd.Tally.Look(body, p.crowd.Run, &p.reader, received, &batch)
	batch.Counts[tally.Events] = int64(found)
	if found == 0 && chained {
		batch.Counts[tally.Empty] = 1
	}
	if found > 0 && !p.first {
		p.first = true
		p.crowd.Tally.FirstEvent.Record(received.Sub(p.began).Microseconds())
	}
	p.crowd.Tally.Add(p.n, &batch)
	return nil
}
