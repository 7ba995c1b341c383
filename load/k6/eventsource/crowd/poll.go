package crowd

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"time"

	"github.com/tidwall/gjson"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

// PollSettings are those of long polling, and of polling at an interval.
type PollSettings struct {
	// Since is the query parameter that takes what the answer before named at Next (a path of gjson).
	Since, Next string
	// KeepAlive uses a connection again. Without it, each request has one of its own.
	KeepAlive bool
	// Interval between the beginnings of two requests; 0 asks again at once.
	Interval time.Duration
	// Answer bounds how long an answer may take.
	Answer time.Duration
}

// mostBodyBytes is the most of an answer that is read.
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

// Polls is a crowd of clients that ask again and again.
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
		// Clients that begin together do not ask together.
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

// after counts how a request ended, and says when the next is due.
func (p *poll) after(err error, asked, due time.Time) time.Time {
	if err == nil {
		if p.wasCut {
			p.wasCut = false
			p.crowd.Tally.Resumed.Add(1)
		}
		p.serve(true)
		p.backoff = backoff{}
		if next := due.Add(p.settings.Interval); next.After(asked) {
			return next
		}
		return asked.Add(p.settings.Interval)
	}
	p.disconnect()
	p.crowd.Tally.Refused(reason(err))
	if p.served {
		p.crowd.Tally.Cut.Add(1)
		p.wasCut = true
	}
	p.serve(false)
	return time.Now().Add(p.backoff.next(0, time.Second))
}

// serve notes whether this client is being served, which is what a poll has for an open stream.
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
	if err != nil {
		return fmt.Errorf("head: %w", err)
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
	batch.Events = int64(found)
	if found == 0 && chained {
		batch.Empty = 1
	}
	if found > 0 && !p.first {
		p.first = true
		p.crowd.Tally.FirstEvent.Record(received.Sub(p.began).Microseconds())
	}
	p.crowd.Tally.Add(p.n, &batch)
	return nil
}

func (p *poll) target() wire.Target {
	target := p.crowd.Target(p.n)
	if p.since != "" {
		chained := *target.URL
		if chained.RawQuery != "" {
			chained.RawQuery += "&"
		}
		chained.RawQuery += p.settings.Since + "=" + url.QueryEscape(p.since)
		target.URL = &chained
	}
	if !p.settings.KeepAlive && p.crowd.Pool == nil {
		target.Header = target.Header.Clone()
		target.Header.Set("Connection", "close")
	}
	return target
}

// respond sends one request and gives the response's head.
func (p *poll) respond() (*http.Response, time.Time, error) {
	target := p.target()
	if p.crowd.Pool != nil {
		return p.respondShared(target)
	}
	if p.exchange != nil {
		asked := p.asks()
		err := p.exchange.Again(target, p.settings.Answer)
		if err == nil {
			return p.exchange.Response, asked, nil
		}
		p.disconnect()
		if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) && reason(err) != "head: reset" && reason(err) != "request: reset" {
			return nil, asked, err
		}
		// The server closed an idle connection, as it may: the request goes on a new one.
	}
	crowd := p.crowd
	conn, err := crowd.Dialer.Connect(crowd.ctx, p.n, target, "http/1.1")
	if err != nil {
		return nil, time.Time{}, err
	}
	p.holds(conn)
	asked := p.asks()
	exchange, err := wire.Ask(conn, target, p.settings.Answer)
	if err != nil {
		conn.Close()
		return nil, asked, err
	}
	p.exchange = exchange
	return exchange.Response, asked, nil
}

func (p *poll) respondShared(target wire.Target) (*http.Response, time.Time, error) {
	ctx, cancel := context.WithTimeout(p.crowd.ctx, p.settings.Answer)
	p.holds(cancels(cancel))
	asked := time.Now()
	response, err := p.crowd.Pool.Ask(ctx, p.n, target, func() { asked = p.asks() })
	if err != nil {
		cancel()
	}
	return response, asked, err
}

func (p *poll) asks() time.Time {
	p.crowd.Tally.Add(p.n, &tally.Batch{Counts: tally.Counts{Requests: 1}})
	return time.Now()
}

// whole reads the body to its end.
func whole(response *http.Response) ([]byte, error) {
	defer response.Body.Close()
	content, err := io.ReadAll(io.LimitReader(response.Body, mostBodyBytes))
	if err != nil || !compressed(response) {
		return content, err
	}
	reader, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(reader, mostBodyBytes))
}
