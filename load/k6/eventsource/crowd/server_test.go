package crowd

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ssespec/ssespec/load/k6/eventsource/tally"
	"github.com/ssespec/ssespec/load/k6/eventsource/wire"
)

// raw is a server that handles each connection as a test says, byte by byte.
type raw struct {
	address     string
	connections atomic.Int64
}

type answer func(nth int64, request *http.Request, conn net.Conn)

// serve starts a server that answers one request per connection, and closes it when answer returns.
func serve(t *testing.T, answers answer) *raw {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	server := &raw{address: listener.Addr().String()}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			nth := server.connections.Add(1)
			go func() {
				defer conn.Close()
				if request, err := http.ReadRequest(bufio.NewReader(conn)); err == nil {
					answers(nth, request, conn)
				}
			}()
		}
	}()
	return server
}

const streamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"

// events writes a head and events as chunks, split at awkward places.
func events(conn net.Conn, blocks ...string) {
	fmt.Fprint(conn, streamHead+"Transfer-Encoding: chunked\r\n\r\n")
	for _, block := range blocks {
		half := len(block) / 2
		for _, part := range []string{block[:half], block[half:]} {
			fmt.Fprintf(conn, "%x\r\n%s\r\n", len(part), part)
		}
	}
}

// untilClosed waits for the client to disconnect.
func untilClosed(conn net.Conn) { _, _ = conn.Read(make([]byte, 1)) }

func marker(source string, seq int) string {
	return fmt.Sprintf("ssespec:run:%s:%d:%d;", source, seq, time.Now().UnixMicro())
}

func event(seq int) string { return fmt.Sprintf("id: %d\ndata: %s\n\n", seq, marker("a", seq)) }

func settings(server string, clients int) Settings {
	t := tally.New()
	numbers := make([]int, clients)
	for n := range numbers {
		numbers[n] = n
	}
	return Settings{
		Tally: t, Dialer: &wire.Dialer{Tally: t, Deadline: 500 * time.Millisecond}, Numbers: numbers, Run: "run",
		Target: func(int) wire.Target {
			address := server
			if !strings.Contains(server, "://") {
				address = "http://" + server + "/events"
			}
			target, err := wire.NewTarget(address, http.Header{"User-Agent": {"test"}})
			if err != nil {
				panic(err)
			}
			return target
		},
	}
}

var quick = StreamSettings{Retry: 100 * time.Millisecond}

// until holds the crowd until the condition is true, within ten seconds, and returns the result.
func until(t *testing.T, c *Crowd, condition func() bool) tally.Result {
	t.Helper()
	go func() {
		defer c.Close()
		for range 1000 {
			if condition() {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	c.Hold(context.Background(), 20*time.Second)
	if !condition() {
		t.Fatalf("it did not come about: %+v", c.Tally.Result(c.Held()))
	}
	return c.Tally.Result(c.Held())
}

func counts(c *Crowd) tally.Counts { return c.Tally.Counted() }
