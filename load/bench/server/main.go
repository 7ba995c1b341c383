// A bare SSE server: it answers every request with an event stream and publishes on its own. It costs little more than its writes.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

const head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"

type streams struct {
	mu   sync.Mutex
	open map[net.Conn]struct{}
}

func (s *streams) serve(conn net.Conn) {
	request, err := http.ReadRequest(bufio.NewReaderSize(conn, 1024))
	if err != nil {
		conn.Close()
		return
	}
	request.Body.Close()
	if _, err := conn.Write([]byte(head)); err != nil {
		conn.Close()
		return
	}
	s.mu.Lock()
	s.open[conn] = struct{}{}
	s.mu.Unlock()
	// A client sends nothing more, so this read waits for its end.
	_, _ = conn.Read(make([]byte, 1))
	s.mu.Lock()
	delete(s.open, conn)
	s.mu.Unlock()
	conn.Close()
}

// send writes one block to all, as one chunk. Clients that cannot accept it at once are dropped.
func (s *streams) send(block string) {
	chunk := fmt.Appendf(nil, "%x\r\n%s\r\n", len(block), block)
	s.mu.Lock()
	defer s.mu.Unlock()
	deadline := time.Now().Add(5 * time.Second)
	for conn := range s.open {
		_ = conn.SetWriteDeadline(deadline)
		if _, err := conn.Write(chunk); err != nil {
			conn.Close()
			delete(s.open, conn)
		}
	}
}

func main() {
	address := flag.String("listen", "127.0.0.1:8098", "address to listen on")
	rate := flag.Float64("rate", 0, "events a second, to every stream")
	payload := flag.Int("payload", 400, "bytes of data in each")
	run := flag.String("run", "bench", "the run in the markers")
	flag.Parse()
	listener, err := net.Listen("tcp", *address)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	s := &streams{open: map[net.Conn]struct{}{}}
	if *rate > 0 {
		go s.publish(*rate, *payload, *run)
	}
	fmt.Println("listening on", listener.Addr())
	for {
		conn, err := listener.Accept()
		if err != nil {
			continue
		}
		go s.serve(conn)
	}
}

func (s *streams) publish(rate float64, payload int, run string) {
	start := time.Now()
	for seq := 1; ; seq++ {
		due := start.Add(time.Duration(float64(seq) / rate * float64(time.Second)))
		time.Sleep(time.Until(due))
		marker := fmt.Sprintf("ssespec:%s:bench:%d:%d;", run, seq, due.UnixMicro())
		s.send(fmt.Sprintf("id: %d\ndata: %s%s\n\n", seq, marker, strings.Repeat("x", max(payload-len(marker), 0))))
	}
}
