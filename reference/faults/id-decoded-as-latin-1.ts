import { fieldValues } from '../exchange.js'
import type { Fault } from '../fault.js'

export const idDecodedAsLatin1: Fault = {
  name: 'id-decoded-as-latin-1',
  breaks: ['ID-08'],
  summary: 'Last-Event-ID is used as Node.js provides it, one character per byte, so non-ASCII ids are not recognized.',
  profile: 'sse',
  wrap: () => ({ lastEventIds: exchange => fieldValues(exchange, 'last-event-id') }),
}
