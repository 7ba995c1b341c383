package crowd

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

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

// respond sends one request and returns the response's head.
func (p *poll) respond() (*http.Response, time.Time, error) {
	target := p.target()
	if p.crowd.Pool != nil {
		return p.respondShared(target)
	}
	if p.exchange != nil {
		asked := p.asks()
		err := p.exchange.Again(target, p.settings.Answer)
		if err == nil {
			return p.exchange.Response, asked, p.boundContent()
		}
		p.disconnect()
		if !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) && reason(err) != "head: reset" && reason(err) != "request: reset" {
			return nil, asked, err
		}
		// The server closed an idle connection, as it may: send the request on a new one.
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
	return exchange.Response, asked, p.boundContent()
}

// boundContent gives the content the same deadline as the head.
func (p *poll) boundContent() error {
	return p.exchange.Conn.SetReadDeadline(time.Now().Add(p.settings.Answer))
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
	p.crowd.Tally.Count(p.n, tally.Requests)
	return time.Now()
}

// whole reads the body to its end. It does not close it, because closing would read on past the limit.
func whole(response *http.Response) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(decoded(response), mostBodyBytes+1))
	if len(content) > mostBodyBytes {
		return nil, &refusal{reason: "an answer over 64 MiB"}
	}
	return content, err
}
