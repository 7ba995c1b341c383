import type { Fault } from '../fault.js'

export const varyOriginMissing: Fault = {
  name: 'vary-origin-missing',
  breaks: ['HTTP-25'],
  summary: 'Reflects the origin without Vary: Origin, so a cache gives the answer for one origin to another.',
  profile: 'sse',
  wrap: clean => ({ cors: (exchange, kind) => clean.cors(exchange, kind).filter(([name]) => name !== 'Vary') }),
}
