import { admitted } from '../authenticate.js'
import type { Fault } from '../fault.js'
import { namesUnknownEvent } from '../unknown-event.js'

export const unknownLastEventId500: Fault = {
  name: 'unknown-last-event-id-500',
  breaks: ['RES-07'],
  summary: 'An id that is not in the buffer makes the lookup throw, and the client gets a 500.',
  profile: 'sse',
  wrap: clean => ({
    openStream: exchange => {
      if (!namesUnknownEvent(exchange)) clean.openStream(exchange)
      else if (admitted(exchange)) exchange.server.parts.refuse(exchange, 500, 'internal error')
    },
  }),
}
