/** Heartbeats with a timer for each stream, for faults whose gaps are not all the same. */

import type { Heartbeats } from './heartbeats.js'
import { LONGEST_TIMER_MS } from './heartbeats.js'
import type { Server } from './parts.js'
import type { Stream } from './stream.js'

/** Heartbeats that wait, after so many of them, as many milliseconds as `gap_ms` says. */
export function timedHeartbeats(gap_ms: (beats: number, interval_ms: number) => number): (server: Server) => Heartbeats {
  return server => {
    const timers = new Map<Stream, NodeJS.Timeout>()
    const wait = (stream: Stream, beats: number) => {
      const interval_ms = stream.heartbeat_interval_ms
      // From when the last was due, not from when it was sent: small delays do not add up.
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
