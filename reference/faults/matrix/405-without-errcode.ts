import { answer } from '../../exchange.js'
import type { Fault } from '../../fault.js'

export const methodNotAllowedWithoutErrcode: Fault = {
  name: '405-without-errcode',
  breaks: ['HTTP-13d'],
  summary: 'The router answers an unsupported method by itself, in plain text, before anything knows that this is a Matrix API.',
  profile: 'matrix',
  wrap: clean => ({
    refuseMethod: (exchange, methods) =>
      answer(
        exchange,
        405,
        [['Content-Type', 'text/plain'], ['Allow', methods.join(', ')], ...clean.cors(exchange, 'error')],
        'Method Not Allowed',
      ),
  }),
}
