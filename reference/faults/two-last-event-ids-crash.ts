import { admitted } from '../authenticate.js'
import type { Fault } from '../fault.js'
import type { Field } from '../head.js'

export const twoLastEventIdsCrash: Fault = {
  name: 'two-last-event-ids-crash',
  breaks: ['RES-18'],
  summary: 'Two Last-Event-ID headers arrive as a list where a string is expected, and the handler crashes.',
  profile: 'sse',
  wrap: clean => ({
    openStream: exchange => {
      const { parts } = exchange.server
      const closing: Field[] = exchange.version === '2' ? [] : [['Connection', 'close']]
      if (parts.lastEventIds(exchange).length < 2) clean.openStream(exchange)
      else if (admitted(exchange)) parts.refuse(exchange, 500, 'internal error', closing)
    },
  }),
}
