import { answer, fieldValues } from '../exchange.js'
import type { Fault } from '../fault.js'

export const preflightRefused: Fault = {
  name: 'preflight-refused',
  breaks: ['HTTP-16', 'HTTP-24'],
  summary: 'An old gateway rule refuses every preflight, although the stream itself is open to all origins.',
  profile: 'sse',

  wrap: clean => ({
    answerOptions: (exchange, methods) => {
      if (fieldValues(exchange, 'origin').length > 0) answer(exchange, 403, [], '')
      else clean.answerOptions(exchange, methods)
    },
  }),
}
