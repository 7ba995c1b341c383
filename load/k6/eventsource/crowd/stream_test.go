package crowd

import (
	"compress/gzip"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/h2c"

	"github.com/ssespec/ssespec/load/k6/eventsource/wire"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
)

func TestStreamsAreHeldAndCounted(t *testing.T) {
	server := serve(t, func(_ int64, _ *http.Request, conn net.Conn) {
		events(conn, ": \n\n", event(1), event(2), ": \n\n")
		untilClosed(conn)
	})
	c := Streams(settings(server.address, 50), quick)
	r := until(t, c, func() bool { return counts(c)[tally.Comments] == 100 && counts(c)[tally.Deliveries] == 100 })
	if r.Connections.Held != 50 || r.Connections.HeldMost != 50 || r.Counts[tally.Failed] != 0 || r.Counts[tally.Events] != 100 || r.Counts[tally.Requests] != 50 {
		t.Fatalf("%+v", r)
	}
	if r.FirstEvent.Count != 50 || r.Connect.Count != 50 || r.Head.Count != 50 || r.Delivery.Count != 100 || r.Counts[tally.Received] < 50*150 || r.Counts[tally.Sent] < 50*50 {
		t.Fatalf("%+v", r)
	}
	if a := r.Sources["a"]; a.Streams != 50 || a.FirstSeq[1] != 50 || a.LastSeq[2] != 50 {
		t.Fatalf("%+v", a)
	}
}

func TestACutStreamResumesFromItsLastEvent(t *testing.T) {
	var mu sync.Mutex
	var asked []string
	server := serve(t, func(nth int64, request *http.Request, conn net.Conn) {
		mu.Lock()
		asked = append(asked, request.Header.Get("Last-Event-ID"))
		mu.Unlock()
		if nth == 1 {
			// The third is cut in the middle, so it was not received.
			events(conn, "retry: 150\n\n", event(1), event(2), "id: 3\ndata: ")
			return
		}
		events(conn, event(3))
		untilClosed(conn)
	})
	c := Streams(settings(server.address, 1), quick)
	r := until(t, c, func() bool { return counts(c)[tally.Deliveries] == 3 })
	if fmt.Sprint(asked) != "[ 2]" || r.Counts[tally.Cut] != 1 || r.Counts[tally.Resumed] != 1 || r.Connections.Held != 1 || r.Counts[tally.Missing]+r.Counts[tally.Repeated] != 0 {
		t.Fatalf("%q %+v", asked, r)
	}
}

func TestWhatTheServerDidToEventsIsCounted(t *testing.T) {
	numbers := []int{1, 2, 2, 3, 5, 4, 6, 8}
	server := serve(t, func(_ int64, _ *http.Request, conn net.Conn) {
		var blocks []string
		for _, seq := range numbers {
			blocks = append(blocks, event(seq))
		}
		events(conn, blocks...)
		untilClosed(conn)
	})
	c := Streams(settings(server.address, 20), quick)
	r := until(t, c, func() bool { return counts(c)[tally.Deliveries] == 160 })
	if d := r.Counts; d[tally.Repeated] != 20 || d[tally.Reordered] != 20 || d[tally.Missing] != 20 {
		t.Fatalf("%+v", d)
	}
}

func TestGzipIsDecodedEventByEvent(t *testing.T) {
	server := serve(t, func(_ int64, _ *http.Request, conn net.Conn) {
		fmt.Fprint(conn, streamHead+"Content-Encoding: gzip\r\n\r\n")
		zipped := gzip.NewWriter(conn)
		for seq := 1; seq <= 2; seq++ {
			fmt.Fprint(zipped, event(seq))
			zipped.Flush()
		}
		untilClosed(conn)
	})
	c := Streams(settings(server.address, 3), quick)
	until(t, c, func() bool { return counts(c)[tally.Deliveries] == 6 })
}

func TestABodyMayEndWithItsConnectionOrAtItsLength(t *testing.T) {
	server := serve(t, func(nth int64, _ *http.Request, conn net.Conn) {
		if nth == 1 {
			fmt.Fprintf(conn, "%sContent-Length: %d\r\n\r\n%sand more", streamHead, len(event(1)), event(1))
			untilClosed(conn)
			return
		}
		fmt.Fprint(conn, streamHead+"\r\n"+event(2))
		untilClosed(conn)
	})
	c := Streams(settings(server.address, 1), quick)
	r := until(t, c, func() bool { return counts(c)[tally.Deliveries] == 2 })
	if r.Counts[tally.Cut] != 1 || r.Counts[tally.Resumed] != 1 {
		t.Fatalf("%+v", r.Connections)
	}
}

func TestInterimResponsesArePassedOver(t *testing.T) {
	server := serve(t, func(_ int64, _ *http.Request, conn net.Conn) {
		fmt.Fprint(conn, "HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n")
		events(conn, event(1))
		untilClosed(conn)
	})
	c := Streams(settings(server.address, 2), quick)
	until(t, c, func() bool { return counts(c)[tally.Deliveries] == 2 })
}

func TestASlowReaderIsSlow(t *testing.T) {
	server := serve(t, func(_ int64, _ *http.Request, conn net.Conn) {
		events(conn, strings.Repeat(event(1), 2000))
		untilClosed(conn)
	})
	c := Streams(settings(server.address, 2), StreamSettings{Retry: time.Second, SlowEvery: 2, SlowBytesPerSecond: 1000})
	r := until(t, c, func() bool { return counts(c)[tally.Deliveries] >= 2000 })
	if r.Counts[tally.Deliveries] > 3000 {
		t.Fatalf("%v: the slow one read as fast as the other", r.Counts)
	}
}

func TestClientsLeaveAndOthersCome(t *testing.T) {
	server := serve(t, func(_ int64, request *http.Request, conn net.Conn) {
		events(conn, event(1))
		untilClosed(conn)
		if request.Header.Get("Last-Event-ID") != "" {
			t.Error("a new client came with the last event ID of another")
		}
	})
	s := settings(server.address, 10)
	s.ChurnPerSecond = 50
	c := Streams(s, quick)
	r := until(t, c, func() bool { return counts(c)[tally.Left] >= 20 && counts(c)[tally.Requests] >= 30 })
	// A new client has not seen what the previous one saw.
	if r.Counts[tally.Cut]+r.Counts[tally.Repeated] != 0 || r.Connections.Held < 9 || r.Counts[tally.Requests] < 30 {
		t.Fatalf("%+v %v", r.Connections, r.Counts)
	}
}

func handler(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	for seq := 1; seq <= 2; seq++ {
		fmt.Fprint(w, event(seq))
		w.(http.Flusher).Flush()
	}
	time.Sleep(10 * time.Second)
}

func TestHTTP2SharesConnections(t *testing.T) {
	for _, kind := range []string{"TLS", "prior knowledge"} {
		t.Run(kind, func(t *testing.T) {
			server := httptest.NewUnstartedServer(h2c.NewHandler(http.HandlerFunc(handler), &http2.Server{}))
			server.EnableHTTP2 = true
			if kind == "TLS" {
				server.StartTLS()
			} else {
				server.Start()
			}
			s := settings(server.URL, 100)
			s.Dialer.Deadline = 5 * time.Second
			s.Dialer.Insecure = true
			s.Pool = &wire.Pool{Dialer: s.Dialer, Most: 30}
			c := Streams(s, quick)
			r := until(t, c, func() bool { return counts(c)[tally.Deliveries] == 200 })
			if r.Connections.Held != 100 || r.Connect.Count != 4 || r.Counts[tally.Cut]+r.Counts[tally.Failed] != 0 {
				t.Fatalf("%+v over %d connections", r.Connections, r.Connect.Count)
			}
			if kind == "TLS" && r.Counts[tally.Handshakes] != 4 {
				t.Fatalf("%d handshakes", r.Counts[tally.Handshakes])
			}
		})
	}
}

func TestTLSIsCountedBelowIt(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(handler))
	s := settings(server.URL, 5)
	s.Dialer.Deadline, s.Dialer.Insecure = 5*time.Second, true
	c := Streams(s, quick)
	r := until(t, c, func() bool { return counts(c)[tally.Deliveries] == 10 })
	if r.Counts[tally.Handshakes] != 5 || r.TLS.Count != 5 || r.Counts[tally.Received] < 5*800 {
		t.Fatalf("%+v", r)
	}
}

func TestAnInterruptedCrowdKeepsItsCount(t *testing.T) {
	server := serve(t, func(_ int64, _ *http.Request, conn net.Conn) {
		events(conn, event(1))
		untilClosed(conn)
	})
	c := Streams(settings(server.address, 10), quick)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		for counts(c)[tally.Deliveries] < 10 {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	interrupted := c.Hold(ctx, time.Hour)
	r := c.Tally.Result(c.Held())
	if !interrupted || !r.Interrupted || r.Counts[tally.Deliveries] != 10 || r.Connections.Held != 10 || r.Sources["a"].Streams != 10 {
		t.Fatalf("%+v", r)
	}
}
