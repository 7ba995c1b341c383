import type { Fault } from '../../fault.js'

export const resumedStreamWithoutCors: Fault = {
  name: 'resumed-stream-without-cors',
  breaks: ['BRW-06c', 'BRW-06b', 'BRW-07', 'BRW-07b', 'BRW-12', 'BRW-12b', 'BRW-12c'],
  summary: 'Resumed streams are served from the log by another handler, which sets no CORS headers.',
  profile: 'sse',
  wrap: clean => ({
    cors: (exchange, kind) => {
      const [id = ''] = exchange.server.parts.lastEventIds(exchange)
      return kind === 'stream' && id !== '' ? [] : clean.cors(exchange, kind)
    },
  }),
}
