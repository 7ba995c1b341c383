package crowd

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
)

// Servers that a harness will meet some day. The result says what each did, in fixed words.
func TestServersThatGiveNoStream(t *testing.T) {
	reset := func(conn net.Conn) {
		_ = conn.(*net.TCPConn).SetLinger(0)
	}
	for name, c := range map[string]struct {
		answers answer
		reason  string
		again   bool // the client reconnects
	}{
		"refuses": {func(_ int64, _ *http.Request, c net.Conn) {
			fmt.Fprint(c, "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n")
		}, "status 503", false},
		"has no content": {func(_ int64, _ *http.Request, c net.Conn) { fmt.Fprint(c, "HTTP/1.1 204 No Content\r\n\r\n") }, "status 204", false},
		"sends JSON": {func(_ int64, _ *http.Request, c net.Conn) {
			fmt.Fprint(c, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{}")
		}, errWrongType.reason, false},
		"resets":        {func(_ int64, _ *http.Request, c net.Conn) { reset(c) }, "head: reset", true},
		"closes":        {func(int64, *http.Request, net.Conn) {}, "head: closed", true},
		"never answers": {func(_ int64, _ *http.Request, c net.Conn) { untilClosed(c) }, "head: timed out", true},
		"sends garbage": {func(_ int64, _ *http.Request, c net.Conn) { fmt.Fprint(c, "\x00\xff garbage \r\n\r\n\r\n") }, "head: malformed or unknown", true},
		"has an endless header": {func(_ int64, _ *http.Request, c net.Conn) {
			fmt.Fprint(c, streamHead+"X: ")
			for {
				if _, err := fmt.Fprint(c, strings.Repeat("x", 1024)); err != nil {
					return
				}
			}
		}, "head: head over 64 KiB", true},
	} {
		t.Run(name, func(t *testing.T) {
			server := serve(t, c.answers)
			crowd := Streams(settings(server.address, 3), quick)
			r := until(t, crowd, func() bool { return counts(crowd)[tally.Failed] >= 3 && (!c.again || counts(crowd)[tally.Failed] > 3) })
			if r.Connections.Refusals[c.reason] < 3 || r.Connections.Held != 0 || r.Connections.HeldMost != 0 {
				t.Fatalf("%+v", r.Connections)
			}
			if !c.again && server.connections.Load() != 3 {
				t.Fatalf("%d connections of 3 clients that were told not to come back", server.connections.Load())
			}
		})
	}
}

func TestNobodyThere(t *testing.T) {
	c := Streams(settings("127.0.0.1:1", 1), quick)
	r := until(t, c, func() bool { return counts(c)[tally.Failed] > 1 })
	if r.Connections.Refusals["connect: connection refused"] < 2 {
		t.Fatalf("%+v", r.Connections)
	}
}

func TestAServerWithALimitHoldsThatMany(t *testing.T) {
	var open atomic.Int64
	server := serve(t, func(_ int64, _ *http.Request, conn net.Conn) {
		if open.Add(1) > 7 {
			fmt.Fprint(conn, "HTTP/1.1 503 Full\r\nContent-Length: 0\r\n\r\n")
			return
		}
		events(conn, event(1))
		untilClosed(conn)
	})
	c := Streams(settings(server.address, 20), quick)
	r := until(t, c, func() bool { return counts(c)[tally.Deliveries] == 7 && counts(c)[tally.Failed] == 13 })
	if r.Connections.Held != 7 || r.Connections.Requested != 20 || r.Connections.Refusals["status 503"] != 13 {
		t.Fatalf("%+v", r.Connections)
	}
}

func TestMalformedChunksEndTheStream(t *testing.T) {
	server := serve(t, func(_ int64, _ *http.Request, conn net.Conn) {
		events(conn, event(1))
		fmt.Fprint(conn, "nonsense\r\n")
		untilClosed(conn)
	})
	c := Streams(settings(server.address, 1), quick)
	until(t, c, func() bool { return counts(c)[tally.Cut] >= 2 })
}

// 50 clients of a server that ends each stream at once must not become a storm: a client that only followed `retry: 0`
// would reconnect hundreds of times in this period.
func TestStreamsThatEndAtOnceAreNotAStorm(t *testing.T) {
	server := serve(t, func(_ int64, _ *http.Request, conn net.Conn) { events(conn, "retry: 0\n\n", event(1)) })
	c := Streams(settings(server.address, 50), quick)
	go func() {
		time.Sleep(4 * time.Second)
		c.Close()
	}()
	r := until(t, c, func() bool { return c.ended() })
	// At once, after 0.1 s, after 2 s or more: a third wait ends after 6 s at the earliest.
	if most := int64(50 * 3); r.Counts[tally.Requests] > most || r.Counts[tally.Requests] < 100 {
		t.Fatalf("%d requests of 50 clients", r.Counts[tally.Requests])
	}
	if r.Counts[tally.Repeated] == 0 || r.Counts[tally.Cut] < 50 {
		t.Fatalf("%+v", r)
	}
}

func TestBackOffDoublesWithJitterAndForgives(t *testing.T) {
	var b backoff
	lowest := []time.Duration{1, 2, 4, 8, 16, 30, 30}
	for i, low := range lowest {
		low *= time.Second
		if wait := b.next(time.Second, time.Second); wait < low || wait > low*3/2 {
			t.Fatalf("wait %d is %v, not from %v to half more", i, wait, low)
		}
	}
	if wait := b.next(time.Minute, 3*time.Second); wait < 3*time.Second || wait > 4500*time.Millisecond {
		t.Fatal(wait)
	}
	if wait := b.next(time.Minute, 0); wait < soonest {
		t.Fatal(wait)
	}
	if reconnection(1e300) != mostAsked || reconnection(1500) != 1500*time.Millisecond {
		t.Fatal("reconnection")
	}
}

func TestTooManyConnectionsAreToldBeforeTheStart(t *testing.T) {
	var limit *LimitError
	err := CheckLimits(100_000_000, 1, true)
	if !errors.As(err, &limit) || !strings.Contains(err.Error(), "ulimit -n 100000100") {
		t.Fatal(err)
	}
	err = CheckLimits(ports()*2+1, 2, false)
	if !errors.As(err, &limit) || !strings.Contains(err.Error(), "sourceAddresses") && !strings.Contains(err.Error(), "ulimit") {
		t.Fatal(err)
	}
	if err := CheckLimits(10, 0, false); err != nil {
		t.Fatal(err)
	}
}
