import { admitted } from '../authenticate.js'
import type { Fault } from '../fault.js'

export const emptyLastEventId500: Fault = {
  name: 'empty-last-event-id-500',
  breaks: ['RES-06', 'RES-06b'],
  summary: 'An empty Last-Event-ID is parsed as a position, and the exception causes a 500.',
  profile: 'sse',
  wrap: clean => ({
    openStream: exchange => {
      const { parts } = exchange.server
      if (!parts.lastEventIds(exchange).includes('')) clean.openStream(exchange)
      else if (admitted(exchange)) parts.refuse(exchange, 500, 'internal error')
    },
  }),
}
