import { bearerToken } from '../../authenticate.js'
import type { Fault } from '../../fault.js'

export const noTokenIsAPreflight: Fault = {
  name: 'no-token-is-a-preflight',
  breaks: ['HTTP-13e'],
  summary: 'Any request without a token that is not a GET is treated as a preflight and allowed.',
  profile: 'matrix',
  wrap: clean => ({
    refuseMethod: (exchange, methods) => {
      if (bearerToken(exchange) === undefined) exchange.server.parts.answerOptions(exchange, methods)
      else clean.refuseMethod(exchange, methods)
    },
  }),
}
