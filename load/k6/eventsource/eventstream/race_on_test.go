//go:build race

package eventstream

// The race detector deliberately makes sync.Pool drop items.
const raceDetector = true
