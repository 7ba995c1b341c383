import { answerJson } from '../exchange.js'
import type { Fault } from '../fault.js'

export const unknownMethodGets200: Fault = {
  name: 'unknown-method-gets-200',
  breaks: ['HTTP-13c'],
  summary: 'Only the usual methods are refused; any other method falls through to a 200 response.',
  profile: 'sse',
  wrap: clean => ({
    refuseMethod: (exchange, methods) => {
      if (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(exchange.method)) clean.refuseMethod(exchange, methods)
      else answerJson(exchange, 200, exchange.server.parts.cors(exchange, 'answer'), { ok: true })
    },
  }),
}
