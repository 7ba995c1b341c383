// The bare reader that the extension is compared with: a goroutine and a small buffer per stream. An event is a line that begins with
// `data:`, and only events are counted. It prints one line of JSON.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

var open, events atomic.Int64

func read(n int, address string) {
	dialer := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 1, 0, byte(n/7000+1))}}
	conn, err := dialer.Dial("tcp", address)
	if err != nil {
		fail(err)
	}
	fmt.Fprintf(conn, "GET /events HTTP/1.1\r\nHost: %s\r\nAccept: text/event-stream\r\n\r\n", address)
	buffered := bufio.NewReaderSize(conn, 1024)
	response, err := http.ReadResponse(buffered, nil)
	if err != nil {
		fail(err)
	}
	open.Add(1)
	lines := bufio.NewReaderSize(response.Body, 1024)
	for {
		line, err := lines.ReadSlice('\n')
		if err != nil {
			return
		}
		if bytes.HasPrefix(line, []byte("data:")) {
			events.Add(1)
		}
	}
}

// fail ends the run: a result with fewer streams than requested is invalid.
func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func used() (cpu float64, rss int64) {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	statm, _ := os.ReadFile("/proc/self/statm")
	_, _ = fmt.Fscan(strings.NewReader(string(statm)), new(int64), &rss)
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9, rss * int64(os.Getpagesize())
}

func main() {
	address := flag.String("address", "127.0.0.1:8098", "host:port")
	connections := flag.Int("connections", 1000, "streams")
	duration := flag.Duration("duration", 20*time.Second, "how long to count once all are open")
	flag.Parse()
	_, before := used()
	for n := range *connections {
		go read(n, *address)
		time.Sleep(time.Second / 4000)
	}
	for open.Load() < int64(*connections) {
		time.Sleep(10 * time.Millisecond)
	}
	time.Sleep(time.Second)
	cpu, _ := used()
	counted := events.Load()
	time.Sleep(*duration)
	cpuAfter, rss := used()
	counted = events.Load() - counted
	_ = json.NewEncoder(os.Stdout).Encode(map[string]any{
		"connections": open.Load(), "events": counted, "cpu_s": cpuAfter - cpu,
		"cpu_us_an_event": (cpuAfter - cpu) * 1e6 / float64(max(counted, 1)), "rss_bytes": rss, "rss_bytes_a_connection": (rss - before) / int64(*connections),
	})
}
