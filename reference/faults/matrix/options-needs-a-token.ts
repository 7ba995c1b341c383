import { bearerToken } from '../../authenticate.js'
import type { Fault } from '../../fault.js'

export const optionsNeedsAToken: Fault = {
  name: 'options-needs-a-token',
  breaks: ['HTTP-15b', 'HTTP-16', 'HTTP-24'],
  summary: 'The token is checked before the method, so OPTIONS without a token gets 401.',
  profile: 'matrix',
  wrap: clean => ({
    answerOptions: (exchange, methods) => {
      const { parts } = exchange.server
      if (bearerToken(exchange) !== undefined) clean.answerOptions(exchange, methods)
      else parts.refuse(exchange, 401, 'a token is needed')
    },
  }),
}
