import { fieldValues } from '../exchange.js'
import type { Fault } from '../fault.js'

export const bearerCaseSensitive: Fault = {
  name: 'bearer-case-sensitive',
  breaks: ['SEC-19'],
  summary: 'The authentication scheme is compared case-sensitively, so `bearer` does not match `Bearer`.',
  profile: 'sse',
  wrap: clean => ({
    authenticate: exchange => {
      const spelt = fieldValues(exchange, 'authorization').every(value => value.startsWith('Bearer '))
      return spelt ? clean.authenticate(exchange) : 'missing-token'
    },
  }),
}
