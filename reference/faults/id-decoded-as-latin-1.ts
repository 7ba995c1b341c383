import { fieldValues } from '../exchange.js'
import type { Fault } from '../fault.js'

export const idDecodedAsLatin1: Fault = {
  name: 'id-decoded-as-latin-1',
  breaks: ['ID-08'],
  summary: 'Last-Event-ID is taken as node gives it, one character a byte, so that ids beyond ASCII are unknown.',
  profile: 'sse',
  wrap: () => ({ lastEventIds: exchange => fieldValues(exchange, 'last-event-id') }),
}
