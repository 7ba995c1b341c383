import { fieldValues } from '../exchange.js'
import type { Fault } from '../fault.js'

export const idsBeyondAscii: Fault = {
  name: 'ids-beyond-ascii',
  breaks: ['ID-08c', 'ID-04e', 'RES-02', 'RES-03', 'RES-05', 'RES-11', 'RES-13', 'ID-05', 'ID-08', 'RES-15b', 'RES-22'],
  summary: 'Ids contain non-ASCII characters, but a returned Last-Event-ID is read as Latin-1.',
  profile: 'sse',
  wrap: clean => ({
    identify: (channel, server) => `${clean.identify(channel, server)}-\u00e9`,
    positionOf: (id, channel, server) => clean.positionOf(id.replace(/-\u00e9$/, ''), channel, server),
    lastEventIds: exchange => fieldValues(exchange, 'last-event-id'),
  }),
}
