package crowd

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/net/http2"
	"golang.org/x/net/http2/h2c"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

// everySecond answers every second poll with an event, the others without.
func everySecond(w http.ResponseWriter, r *http.Request) {
	since, _ := strconv.Atoi(r.URL.Query().Get("since"))
	time.Sleep(20 * time.Millisecond)
	text := ""
	if since%2 == 0 {
		text = marker("a", since/2+1)
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"next_batch": strconv.Itoa(since + 1), "events": []string{text}})
}

func TestPollsChainTheirToken(t *testing.T) {
	for name, c := range map[string]struct {
		keepAlive, http2 bool
	}{"keep-alive": {true, false}, "a connection a request": {false, false}, "HTTP/2": {true, true}} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(h2c.NewHandler(http.HandlerFunc(everySecond), &http2.Server{}))
			defer server.Close()
			s := settings(server.URL, 5)
			if c.http2 {
				s.Pool = &wire.Pool{Dialer: s.Dialer, Most: 100}
			}
			crowd := Polls(s, PollSettings{Since: "since", Next: "next_batch", KeepAlive: c.keepAlive, Answer: 5 * time.Second})
			r := until(t, crowd, func() bool { return counts(crowd)[tally.Deliveries] >= 50 })
			if d := r.Counts; d[tally.Missing]+d[tally.Repeated]+d[tally.Reordered] != 0 || r.Connections.Held != 5 || r.Counts[tally.Failed] != 0 {
				t.Fatalf("%+v %+v", d, r.Connections)
			}
			// An event, nothing, an event, nothing; a request may be in flight at the end.
			requests, events, empty := r.Counts[tally.Requests], r.Counts[tally.Events], r.Counts[tally.Empty]
			if empty < events-5 || empty > events || requests < events+empty || requests > events+empty+5 {
				t.Fatalf("%d requests, %d events, %d empty", requests, events, empty)
			}
			opened := r.Connect.Count
			if expected := map[bool]int64{true: 5, false: requests}[c.keepAlive]; !c.http2 && opened != expected || c.http2 && opened != 1 {
				t.Fatalf("%d connections for %d requests", opened, requests)
			}
		})
	}
}

func TestAnIdleConnectionThatWasClosedIsNoCut(t *testing.T) {
	server := serve(t, func(_ int64, _ *http.Request, conn net.Conn) {
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{\"next_batch\":\"1\"}")
	})
	crowd := Polls(settings(server.address, 2), PollSettings{Since: "since", Next: "next_batch", KeepAlive: true, Answer: time.Second, Interval: 50 * time.Millisecond})
	r := until(t, crowd, func() bool { return counts(crowd)[tally.Empty] >= 8 })
	if r.Counts[tally.Cut]+r.Counts[tally.Failed] != 0 {
		t.Fatalf("%+v", r.Connections)
	}
}

func TestAConnectionThatTheServerEndsIsNotUsedAgain(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close")
		everySecond(w, r)
	}))
	defer server.Close()
	crowd := Polls(settings(server.URL, 2), PollSettings{Since: "since", Next: "next_batch", KeepAlive: true, Answer: 5 * time.Second})
	r := until(t, crowd, func() bool { return counts(crowd)[tally.Deliveries] >= 6 })
	if r.Counts[tally.Requests] != r.Connect.Count {
		t.Fatalf("%d requests on %d connections", r.Counts[tally.Requests], r.Connect.Count)
	}
}

func TestAnAnswerWithoutEndIsGivenUp(t *testing.T) {
	server := serve(t, func(_ int64, _ *http.Request, conn net.Conn) {
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n{")
		untilClosed(conn)
	})
	crowd := Polls(settings(server.address, 2), PollSettings{Since: "since", Next: "next_batch", KeepAlive: true, Answer: 200 * time.Millisecond})
	r := until(t, crowd, func() bool { return counts(crowd)[tally.Failed] >= 2 })
	if r.Connections.Refusals["content: timed out"] < 2 {
		t.Fatalf("%+v", r.Connections)
	}
}

func TestPollsThatFailComeBackSlowly(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTooManyRequests) }))
	defer server.Close()
	crowd := Polls(settings(server.URL, 10), PollSettings{Since: "since", Next: "next_batch", KeepAlive: true, Answer: time.Second})
	r := until(t, crowd, func() bool { return counts(crowd)[tally.Requests] > 10 })
	if r.Counts[tally.Requests] > 20 || r.Connections.Refusals["status 429"] < 10 || r.Connections.HeldMost != 0 {
		t.Fatalf("%d requests, %+v", r.Counts[tally.Requests], r.Connections)
	}
}

func TestSocketsAreCountedAlike(t *testing.T) {
	upgrader := websocket.Upgrader{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := upgrader.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		for seq := 1; seq <= 3; seq++ {
			_ = conn.WriteMessage(websocket.TextMessage, []byte(marker("a", seq)))
		}
		_, _, _ = conn.ReadMessage()
	}))
	s := settings(strings.Replace(server.URL, "http", "ws", 1), 10)
	crowd := Sockets(s)
	r := until(t, crowd, func() bool { return counts(crowd)[tally.Deliveries] == 30 })
	if r.Connections.Held != 10 || r.Counts[tally.Events] != 30 || r.Head.Count != 10 || r.Counts[tally.Received] < 10*100 {
		t.Fatalf("%+v", r)
	}
}

// The order of one source is kept although publications overlap, and only the same source waits for a late response.
func TestThePublisherKeepsEachSourcesOrderAndItsSchedule(t *testing.T) {
	var mu sync.Mutex
	got := map[string][]string{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct{ Data string }
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || r.Header.Get("X-Run") != "run" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		m, _, _ := tally.NextMarker([]byte(body.Data))
		if string(m.Source) == "b" && m.Seq == 2 {
			w.WriteHeader(http.StatusInternalServerError)
		}
		mu.Lock()
		defer mu.Unlock()
		got[r.URL.Path] = append(got[r.URL.Path], strconv.FormatUint(m.Seq, 10)+string(m.Source)+strconv.Itoa(len(body.Data)))
	}))
	defer server.Close()
	counted := tally.New()
	Publish(context.Background(), PublisherSettings{
		Tally: counted, URL: server.URL + "/to/{{target}}", Method: http.MethodPost, Body: `{"Data":"{{data}}"}`, Headers: map[string]string{"X-Run": "{{run}}"},
		Run: "run", Sources: []NumberedSource{{"a", "!a:x", 0}, {"b", "!b/x", 1}}, All: 2, RatePerSecond: 40, PayloadBytes: 100, Connections: 4,
		Deadline: 5 * time.Second, Transport: http.DefaultTransport,
	}, 200*time.Millisecond)
	published := counted.Result(0).Publish
	if published == nil || published.Published["a"] != 4 || published.Published["b"] != 4 || published.Failed != 1 || published.FailedSeqs["b"][0] != 2 || published.Slip.Count != 8 {
		t.Fatalf("%+v", published)
	}
	if a, b := got["/to/!a:x"], got["/to/!b/x"]; strings.Join(a, " ") != "1a100 2a100 3a100 4a100" || strings.Join(b, " ") != "1b100 2b100 3b100 4b100" {
		t.Fatalf("%v", got)
	}
}
