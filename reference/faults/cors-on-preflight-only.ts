import type { Fault } from '../fault.js'

export const corsOnPreflightOnly: Fault = {
  name: 'cors-on-preflight-only',
  breaks: ['HTTP-16b', 'HTTP-17b'],
  summary: 'Middleware handles preflights, but the stream bypasses it and has no CORS headers.',
  profile: 'sse',

  wrap: clean => ({
    cors: (exchange, kind) => clean.cors(exchange, kind).filter(([name]) => kind !== 'stream' || name === 'Vary'),
  }),
}
