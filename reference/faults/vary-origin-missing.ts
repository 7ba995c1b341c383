import type { Fault } from '../fault.js'

export const varyOriginMissing: Fault = {
  name: 'vary-origin-missing',
  breaks: ['HTTP-25'],
  summary: "The origin is reflected without Vary: Origin, so a cache serves one origin's response to another.",
  profile: 'sse',
  wrap: clean => ({ cors: (exchange, kind) => clean.cors(exchange, kind).filter(([name]) => name !== 'Vary') }),
}
