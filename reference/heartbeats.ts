/** Heartbeats. Each stream has its own schedule, which starts with its response headers. */

import type { Server } from './parts.js'
import type { Stream } from './stream.js'

export interface Heartbeats {
  add(stream: Stream): void
  remove(stream: Stream): void
}

/** A timer above 2^31−1 ms fires immediately. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Streams with the same interval share a lane; a lane is removed with its last stream. */
export function heartbeats(server: Server): Heartbeats {
  const lanes = new Map<number, Heartbeats & { empty(): boolean }>()
  return {
    add: stream => {
      const found = lanes.get(stream.heartbeat_interval_ms) ?? createLane(server, stream.heartbeat_interval_ms)
      lanes.set(stream.heartbeat_interval_ms, found)
      found.add(stream)
    },
    remove: stream => {
      const lane = lanes.get(stream.heartbeat_interval_ms)
      lane?.remove(stream)
      if (lane?.empty() === true) lanes.delete(stream.heartbeat_interval_ms)
    },
  }
}

/**
 * All streams of a lane have the same interval, so the set stays in due order without sorting: after its heartbeat, a stream moves to the end. One
 * timer serves them all.
 */
function createLane(server: Server, interval_ms: number): Heartbeats & { empty(): boolean } {
  let due = new Set<Stream>()
  let timer: NodeJS.Timeout | undefined

  const arm = () => {
    clearTimeout(timer)
    timer = undefined
    const [first] = due
    if (first === undefined) return
    // A timer may fire a fraction of a millisecond early by this clock; rounding up prevents that.
    const wait_ms = Math.ceil(first.beat_at_ms - performance.now())
    timer = setTimeout(beatAllDue, Math.min(Math.max(wait_ms, 1), LONGEST_TIMER_MS))
  }
  const beatAllDue = () => {
    const now_ms = performance.now()
    let skipped = false
    for (const stream of due) {
      if (stream.beat_at_ms > now_ms) break
      server.parts.beat(stream)
      // Missed heartbeats are skipped after a stall: the next one is on schedule again.
      const steps = Math.floor((now_ms - stream.beat_at_ms) / interval_ms) + 1
      skipped ||= steps > 1
      stream.beat_at_ms += steps * interval_ms
      due.delete(stream)
      due.add(stream)
    }
    if (skipped) due = new Set([...due].sort((a, b) => a.beat_at_ms - b.beat_at_ms))
    arm()
  }
  return {
    add: stream => {
      stream.beat_at_ms = performance.now() + interval_ms
      due.add(stream)
      if (timer === undefined) arm()
    },
    remove: stream => {
      due.delete(stream)
      if (due.size === 0) arm()
    },
    empty: () => due.size === 0,
  }
}
