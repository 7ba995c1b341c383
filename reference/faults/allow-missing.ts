import type { Fault } from '../fault.js'

export const allowMissing: Fault = {
  name: 'allow-missing',
  breaks: ['HTTP-13b'],
  summary: '405 responses are missing the Allow header that lists the supported methods.',
  profile: 'sse',
  wrap: () => ({ refuseMethod: exchange => exchange.server.parts.refuse(exchange, 405, 'the method is not supported here') }),
}
