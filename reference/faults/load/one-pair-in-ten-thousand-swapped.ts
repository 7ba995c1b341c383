import type { Fault } from '../../fault.js'
import type { Parts } from '../../parts.js'
import type { Piece } from '../../piece.js'
import { pump, type Stream } from '../../stream.js'
import { countSpoilt, oneIn } from './deliveries.js'

const name = 'one-pair-in-ten-thousand-swapped'

/** How long an event waits for another to overtake it. After that it is sent as it is, and the next delivery of any stream is chosen. */
const PATIENCE_MS = 2_000

/** An event taken out of order; `passed` once the one behind it has overtaken it. */
interface Held {
  readonly event: Piece
  readonly timer: NodeJS.Timeout
  state: 'waiting' | 'passed' | 'alone'
}

export const onePairInTenThousandSwapped: Fault = {
  name,
  breaks: ['RES-04b', 'RES-12'],
  summary: 'One delivery in 10,000 is overtaken by the one behind it, as when two writers share a stream.',
  profile: 'sse',
  underLoad: true,
  wrap: clean => {
    const isSwapped = oneIn(10_000)
    const all = new WeakMap<Stream, Held>()
    let owed = 0
    const release = (stream: Stream, held: Held) => {
      all.delete(stream)
      clearTimeout(held.timer)
      return held.event
    }
    const hold = (stream: Stream, event: Piece) => {
      const giveUp = () => {
        held.state = 'alone'
        owed += 1
        pump(stream)
      }
      const held: Held = { event, timer: setTimeout(giveUp, PATIENCE_MS).unref(), state: 'waiting' }
      all.set(stream, held)
    }
    const nextEvent: Parts['nextEvent'] = stream => {
      const held = all.get(stream)
      if (held !== undefined && held.state !== 'waiting') return release(stream, held)
      const event = clean.nextEvent(stream)
      if (event === undefined) return undefined
      if (held !== undefined) {
        held.state = 'passed'
        countSpoilt(stream.server, name)
        return event
      }
      if (isSwapped()) owed += 1
      if (owed === 0) return event
      owed -= 1
      hold(stream, event)
      return nextEvent(stream)
    }
    return { nextEvent }
  },
}
