import { answer } from '../../exchange.js'
import type { Fault } from '../../fault.js'

export const refusalAsAStream: Fault = {
  name: 'refusal-as-a-stream',
  breaks: ['BRW-04', 'BRW-04b'],
  summary: 'A refused client gets an event stream with the error as its only event, and reconnects forever.',
  profile: 'sse',
  wrap: () => ({
    refuse: (exchange, _status, error) =>
      answer(
        exchange,
        200,
        [['Content-Type', 'text/event-stream'], ...exchange.server.parts.cors(exchange, 'error')],
        `retry: 100\nevent: refused\ndata: ${error}\n\n`,
      ),
  }),
}
