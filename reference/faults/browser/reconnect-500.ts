import type { Fault } from '../../fault.js'

export const reconnect500: Fault = {
  name: 'reconnect-500',
  breaks: ['BRW-04e', 'BRW-01b', 'BRW-03b', 'BRW-03d', 'BRW-06b', 'BRW-06c', 'BRW-07', 'BRW-07b'],
  summary: 'The lookup of a last event ID throws, so every client that reconnects gets a 500 and stays disconnected.',
  profile: 'sse',
  wrap: clean => ({
    openStream: exchange => {
      const [id = ''] = exchange.server.parts.lastEventIds(exchange)
      if (id === '') clean.openStream(exchange)
      else exchange.server.parts.refuse(exchange, 500, 'internal error')
    },
  }),
}
