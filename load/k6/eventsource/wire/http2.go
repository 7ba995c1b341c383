package wire

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"golang.org/x/net/http2"
)

// Pool shares HTTP/2 connections: each has up to most streams, or as many as its server allows, and then the next is opened.
type Pool struct {
	Dialer *Dialer
	Most   int

	mu        sync.Mutex
	transport *http2.Transport
	byAddress map[string]*http2.ClientConn // the one that accepts streams
	all       []*http2.ClientConn
}

// Ask sends a request as a stream and returns its response once the head has arrived. Cancelling ctx ends the stream.
func (p *Pool) Ask(ctx context.Context, n int, target Target, sent func()) (*http.Response, error) {
	conn, err := p.reserve(ctx, n, target)
	if err != nil {
		return nil, err
	}
	sent()
	request := (&http.Request{Method: http.MethodGet, URL: target.URL, Host: target.URL.Host, Header: target.Header}).WithContext(ctx)
	response, err := conn.RoundTrip(request)
	if err != nil {
		return nil, fmt.Errorf("head: %w", err)
	}
	return response, nil
}

// reserve takes a slot for one stream. Clients wait for each other here, because many share the connection that one opens.
func (p *Pool) reserve(ctx context.Context, n int, target Target) (*http2.ClientConn, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.transport == nil {
		p.transport = &http2.Transport{DisableCompression: true, AllowHTTP: true, MaxHeaderListSize: MaxHeadBytes}
		p.byAddress = map[string]*http2.ClientConn{}
	}
	key := target.URL.Scheme + target.Address()
	open := p.byAddress[key]
	if open != nil && streams(open) < p.Most && open.ReserveNewRequest() {
		return open, nil
	}
	conn, err := p.open(ctx, n, target)
	if err != nil {
		return nil, err
	}
	if !conn.ReserveNewRequest() {
		return nil, fmt.Errorf("http2: the server takes no stream")
	}
	gone := func(conn *http2.ClientConn) bool { return conn.State().Closed }
	p.byAddress[key], p.all = conn, append(slices.DeleteFunc(p.all, gone), conn)
	return conn, nil
}

func streams(conn *http2.ClientConn) int {
	state := conn.State()
	return state.StreamsActive + state.StreamsReserved + state.StreamsPending
}

func (p *Pool) open(ctx context.Context, n int, target Target) (*http2.ClientConn, error) {
	ctx, cancel := context.WithTimeout(ctx, p.Dialer.Deadline)
	defer cancel()
	conn, err := p.Dialer.Connect(ctx, n, target, "h2")
	if err != nil {
		return nil, err
	}
	client, err := p.transport.NewClientConn(conn)
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("http2: %w", err)
	}
	// The server's settings limit the number of streams, so wait for them before the first.
	if err := client.Ping(ctx); err != nil {
		client.Close()
		return nil, fmt.Errorf("http2: %w", err)
	}
	return client, nil
}

// Close ends all connections, once their streams have ended or after a second.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, open := range p.all {
		go func() {
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			if open.Shutdown(ctx) != nil {
				_ = open.Close()
			}
		}()
	}
	p.byAddress, p.all = map[string]*http2.ClientConn{}, nil
}
