import { fieldValues } from '../exchange.js'
import type { Fault } from '../fault.js'

export const acceptAnyRefused: Fault = {
  name: 'accept-any-refused',
  breaks: ['HTTP-20b'],
  summary: 'Accept is searched for the string text/event-stream, so */* is refused.',
  profile: 'sse',
  wrap: clean => ({
    openStream: exchange => {
      const accept = fieldValues(exchange, 'accept').join(',')
      if (accept === '' || accept.includes('text/event-stream')) clean.openStream(exchange)
      else exchange.server.parts.refuse(exchange, 406, 'text/event-stream has to be accepted')
    },
  }),
}
