import type { Fault } from '../fault.js'

export const allowMissing: Fault = {
  name: 'allow-missing',
  breaks: ['HTTP-13b'],
  summary: 'Answers 405 without the Allow field that says what would be right.',
  profile: 'sse',
  wrap: () => ({ refuseMethod: exchange => exchange.server.parts.refuse(exchange, 405, 'the method is not supported here') }),
}
