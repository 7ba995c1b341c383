import type { Fault } from '../../fault.js'
import type { Piece } from '../../piece.js'
import type { Stream } from '../../stream.js'
import { countSpoilt, oneIn } from './deliveries.js'

const name = 'one-event-in-ten-thousand-repeated'

export const oneEventInTenThousandRepeated: Fault = {
  name,
  breaks: ['RES-04', 'RES-12'],
  summary: 'One delivery in 10,000 is written twice, as when a successful write is retried.',
  profile: 'sse',
  underLoad: true,
  wrap: clean => {
    const isRepeated = oneIn(10_000)
    const again = new WeakMap<Stream, Piece>()
    return {
      nextEvent: stream => {
        const repeated = again.get(stream)
        if (repeated !== undefined) {
          again.delete(stream)
          countSpoilt(stream.server, name)
          return repeated
        }
        const event = clean.nextEvent(stream)
        if (event !== undefined && isRepeated()) again.set(stream, event)
        return event
      },
    }
  },
}
