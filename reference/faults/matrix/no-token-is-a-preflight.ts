import { bearerToken } from '../../authenticate.js'
import type { Fault } from '../../fault.js'

export const noTokenIsAPreflight: Fault = {
  name: 'no-token-is-a-preflight',
  breaks: ['HTTP-13e'],
  summary: 'Whatever has no token and is no GET is taken for a preflight, and allowed.',
  profile: 'matrix',
  wrap: clean => ({
    refuseMethod: (exchange, methods) => {
      if (bearerToken(exchange) === undefined) exchange.server.parts.answerOptions(exchange, methods)
      else clean.refuseMethod(exchange, methods)
    },
  }),
}
