import type { Fault } from '../fault.js'

export const corsOnPreflightOnly: Fault = {
  name: 'cors-on-preflight-only',
  breaks: ['HTTP-16b', 'HTTP-17b'],
  summary: 'A middleware answers preflights, and the stream, which is written past it, has no CORS fields.',
  profile: 'sse',

  wrap: clean => ({
    cors: (exchange, kind) => clean.cors(exchange, kind).filter(([name]) => kind !== 'stream' || name === 'Vary'),
  }),
}
