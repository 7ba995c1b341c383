package tally

import (
	"math/rand/v2"
	"sync"

	"github.com/HdrHistogram/hdrhistogram-go"
)

// All histograms have the same shape, so that they merge: 1 µs to 1 hour, three digits.
func newHDR() *hdrhistogram.Histogram { return hdrhistogram.New(1, 3_600_000_000, 3) }

// sampleSize is how many values per second are pushed to k6, whose Trend keeps every value.
const sampleSize = 64

// Histogram keeps every value, in µs, and a random sample of the values since the last sample.
type Histogram struct {
	mu     sync.Mutex
	hdr    *hdrhistogram.Histogram
	sample [sampleSize]int64
	since  int
}

func (h *Histogram) Record(us int64) {
	h.mu.Lock()
	h.record(us)
	h.mu.Unlock()
}

func (h *Histogram) record(us int64) {
	if h.hdr == nil {
		h.hdr = newHDR()
	}
	us = min(max(us, 0), h.hdr.HighestTrackableValue())
	_ = h.hdr.RecordValue(us)
	if h.since < sampleSize {
		h.sample[h.since] = us
	} else if at := rand.IntN(h.since + 1); at < sampleSize {
		h.sample[at] = us
	}
	h.since++
}

// TakeSample returns a sample of the values recorded since the last call.
func (h *Histogram) TakeSample() []int64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	taken := append([]int64(nil), h.sample[:min(h.since, sampleSize)]...)
	h.since = 0
	return taken
}

// Distribution is a histogram in the result: percentiles in ms, and all values in µs in HDR's compressed V2 log format.
type Distribution struct {
	Count int64   `json:"count"`
	P50   float64 `json:"p50"`
	P90   float64 `json:"p90"`
	P99   float64 `json:"p99"`
	P999  float64 `json:"p999"`
	Max   float64 `json:"max"`
	HDR   string  `json:"hdr"`
}

func distribution(all ...*Histogram) Distribution {
	merged := newHDR()
	for _, h := range all {
		h.mu.Lock()
		if h.hdr != nil {
			merged.Merge(h.hdr)
		}
		h.mu.Unlock()
	}
	encoded, err := merged.Encode(hdrhistogram.V2CompressedEncodingCookieBase)
	if err != nil {
		panic(err) // it is encoded into memory
	}
	ms := func(percentile float64) float64 { return float64(merged.ValueAtQuantile(percentile)) / 1000 }
	return Distribution{
		Count: merged.TotalCount(), P50: ms(50), P90: ms(90), P99: ms(99), P999: ms(99.9), Max: float64(merged.Max()) / 1000, HDR: string(encoded),
	}
}
