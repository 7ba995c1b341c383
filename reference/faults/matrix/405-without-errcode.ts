import { answer } from '../../exchange.js'
import type { Fault } from '../../fault.js'

export const methodNotAllowedWithoutErrcode: Fault = {
  name: '405-without-errcode',
  breaks: ['HTTP-13d'],
  summary: 'The router itself refuses unsupported methods, in plain text, before any Matrix-specific code runs.',
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
