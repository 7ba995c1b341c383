//go:build !race

package eventstream

const raceDetector = false
