import { answer } from '../../exchange.js'
import type { Fault } from '../../fault.js'

export const refusalAsAStream: Fault = {
  name: 'refusal-as-a-stream',
  breaks: ['BRW-04', 'BRW-04b'],
  summary: 'Who is refused gets an event stream with the error as its one event, and comes back for ever.',
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
