import type { Fault } from '../../fault.js'
import type { Parts } from '../../parts.js'
import { countSpoilt, oneIn } from './deliveries.js'

const name = 'one-event-in-ten-thousand-lost'

export const oneEventInTenThousandLost: Fault = {
  name,
  breaks: ['RES-03', 'RES-12'],
  summary: 'One delivery in 10,000 is dropped between the queue and the socket, while its stream stays open.',
  profile: 'sse',
  underLoad: true,
  wrap: clean => {
    const isLost = oneIn(10_000)
    const nextEvent: Parts['nextEvent'] = stream => {
      const event = clean.nextEvent(stream)
      if (event === undefined || !isLost()) return event
      countSpoilt(stream.server, name)
      return nextEvent(stream)
    }
    return { nextEvent }
  },
}
