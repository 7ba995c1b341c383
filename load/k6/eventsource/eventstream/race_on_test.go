//go:build race

package eventstream

// The race detector makes sync.Pool drop what it is given, on purpose.
const raceDetector = true
