import type { Fault } from '../fault.js'

export const tokenNotChecked: Fault = {
  name: 'token-not-checked',
  breaks: ['SEC-01'],
  summary: 'Only a wrong token is refused; a request without a token is accepted.',
  profile: 'sse',
  wrap: clean => ({
    authenticate: exchange => {
      const problem = clean.authenticate(exchange)
      return problem === 'missing-token' ? undefined : problem
    },
  }),
}
