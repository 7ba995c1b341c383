import type { Fault } from '../../fault.js'
import type { Piece } from '../../piece.js'
import { pump, type Stream } from '../../stream.js'
import { countSpoilt, oneIn } from './deliveries.js'

const name = 'one-event-in-a-hundred-late-by-300-ms'

const LATE_MS = 300

interface Held {
  readonly event: Piece
  readonly due_ms: number
}

export const oneEventInAHundredLateBy300Ms: Fault = {
  name,
  breaks: ['HTTP-10'],
  summary: 'One delivery in 100 waits 300 ms for a lock; those behind it on the same stream wait too, each for less time.',
  profile: 'sse',
  underLoad: true,
  wrap: clean => {
    const isLate = oneIn(100)
    const all = new WeakMap<Stream, Held>()
    const wait = (stream: Stream, { due_ms }: Held) =>
      // A timer may fire a fraction of a millisecond early by this clock; rounding up prevents that.
      setTimeout(() => pump(stream), Math.ceil(due_ms - performance.now()))
    return {
      nextEvent: stream => {
        const held = all.get(stream)
        if (held !== undefined) {
          if (performance.now() < held.due_ms) return undefined
          all.delete(stream)
          countSpoilt(stream.server, name)
          return held.event
        }
        const event = clean.nextEvent(stream)
        if (event === undefined || !isLate()) return event
        const late = { event, due_ms: performance.now() + LATE_MS }
        all.set(stream, late)
        wait(stream, late)
        return undefined
      },
    }
  },
}
