package tally

import (
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Second is one line of the timeline; everything except connections and memory counts since the start.
type Second struct {
	T           float64 `json:"t_s"`
	Connections int64   `json:"connections"`
	Events      int64   `json:"events"`
	Deliveries  int64   `json:"deliveries"`
	Bytes       int64   `json:"bytes"`
	CPU         float64 `json:"cpu_s"`
	RSS         int64   `json:"rss_bytes"`
}

// mostSeconds is a day.
const mostSeconds = 86_400

type watch struct {
	mu          sync.Mutex
	running     int
	started     time.Time
	ended       time.Time
	interrupted bool
	stop        chan struct{}
	seconds     []Second
}

// Start samples the process once per second, and its timers every 10 ms. Every Start needs a Stop.
func (t *Tally) Start() {
	w := &t.watch
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.running++; w.running > 1 {
		return
	}
	if w.started.IsZero() {
		w.started = time.Now()
	}
	w.stop = make(chan struct{})
	go t.lookEverySecond(w.stop)
	go t.timeSlip(w.stop)
}

// Stop ends sampling. interrupted: the run was stopped early.
func (t *Tally) Stop(interrupted bool) {
	w := &t.watch
	w.mu.Lock()
	defer w.mu.Unlock()
	w.interrupted = w.interrupted || interrupted
	w.ended = time.Now()
	if w.running--; w.running == 0 {
		close(w.stop)
	}
}

// Mark adds a line to the timeline now; a crowd calls it before it closes its streams.
func (t *Tally) Mark() {
	t.watch.mu.Lock()
	defer t.watch.mu.Unlock()
	if len(t.watch.seconds) < mostSeconds {
		t.watch.seconds = append(t.watch.seconds, t.second())
	}
}

func (t *Tally) lookEverySecond(stop chan struct{}) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-stop:
			return
		case <-ticker.C:
			t.Mark()
		}
	}
}

func (t *Tally) second() Second {
	counts := t.Counted()
	return Second{
		T: time.Since(t.watch.started).Seconds(), Connections: t.Open.Load(), Events: counts[Events], Deliveries: counts[Deliveries],
		Bytes: counts[Sent] + counts[Received], CPU: cpuSeconds(), RSS: residentBytes(),
	}
}

// timeSlip records how late a timer of this process fires: its measurements cannot be more accurate.
func (t *Tally) timeSlip(stop chan struct{}) {
	const every = 10 * time.Millisecond
	timer := time.NewTimer(every)
	defer timer.Stop()
	for {
		due := time.Now().Add(every)
		timer.Reset(every)
		select {
		case <-stop:
			return
		case <-timer.C:
			t.Slip.Record(time.Since(due).Microseconds())
		}
	}
}

// residentBytes returns 0 if the system has no /proc.
func residentBytes() int64 {
	content, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(content))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize())
}
