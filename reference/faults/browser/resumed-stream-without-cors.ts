import type { Fault } from '../../fault.js'

export const resumedStreamWithoutCors: Fault = {
  name: 'resumed-stream-without-cors',
  breaks: ['BRW-06c', 'BRW-06b', 'BRW-07', 'BRW-07b', 'BRW-12', 'BRW-12b', 'BRW-12c'],
  summary: 'A resumed stream is served from the log by another handler, which sets no CORS fields.',
  profile: 'sse',
  wrap: clean => ({
    cors: (exchange, kind) => {
      const [id = ''] = exchange.server.parts.lastEventIds(exchange)
      return kind === 'stream' && id !== '' ? [] : clean.cors(exchange, kind)
    },
  }),
}
