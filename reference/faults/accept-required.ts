import { fieldValues } from '../exchange.js'
import type { Fault } from '../fault.js'

export const acceptRequired: Fault = {
  name: 'accept-required',
  breaks: ['HTTP-20'],
  summary: 'Content negotiation treats a missing Accept header as accepting nothing.',
  profile: 'sse',
  wrap: clean => ({
    openStream: exchange => {
      if (fieldValues(exchange, 'accept').length > 0) clean.openStream(exchange)
      else exchange.server.parts.refuse(exchange, 406, 'text/event-stream has to be accepted')
    },
  }),
}
