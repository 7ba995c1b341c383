//go:build !unix

package tally

// cpuSeconds is unknown on this system.
func cpuSeconds() float64 { return 0 }
