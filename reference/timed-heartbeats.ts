/** Heartbeats with one timer per stream, for faults with varying gaps. */

import type { Heartbeats } from './heartbeats.js'
import { LONGEST_TIMER_MS } from './heartbeats.js'
import type { Server } from './parts.js'
import type { Stream } from './stream.js'

/** Heartbeats with a gap of `gap_ms(n)` milliseconds after the first n. */
export function timedHeartbeats(gap_ms: (beats: number, interval_ms: number) => number): (server: Server) => Heartbeats {
  return server => {
    const timers = new Map<Stream, NodeJS.Timeout>()
    const wait = (stream: Stream, beats: number) => {
      const interval_ms = stream.heartbeat_interval_ms
      // Counted from when the last was due, not from when it was sent, so that small delays do not add up.
      stream.beat_at_ms = Math.max(stream.beat_at_ms, performance.now() - interval_ms) + gap_ms(beats, interval_ms)
      const timer = setTimeout(
        () => {
          server.parts.beat(stream)
          wait(stream, beats + 1)
        },
        Math.min(stream.beat_at_ms - performance.now(), LONGEST_TIMER_MS),
      )
      timers.set(stream, timer)
    }
    return {
      add: stream => {
        stream.beat_at_ms = performance.now()
        wait(stream, 0)
      },
      remove: stream => {
        clearTimeout(timers.get(stream))
        timers.delete(stream)
      },
    }
  }
}
