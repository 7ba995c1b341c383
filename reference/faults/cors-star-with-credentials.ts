import type { Fault } from '../fault.js'

export const corsStarWithCredentials: Fault = {
  name: 'cors-star-with-credentials',
  breaks: ['HTTP-31', 'BRW-05'],
  summary: 'Every origin is allowed by a star, and credentials beside it, which no browser accepts.',
  profile: 'sse',

  wrap: clean => ({
    cors: (exchange, kind) =>
      clean.cors(exchange, kind).map(([name, value]) => (name === 'Access-Control-Allow-Origin' ? [name, '*'] : [name, value])),
  }),
}
