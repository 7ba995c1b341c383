import type { Fault } from '../../fault.js'
import { silentChain } from './changed-chains.js'

export const anonymousStreamIsSilent: Fault = {
  name: 'anonymous-stream-is-silent',
  breaks: ['SEC-01', 'HTTP-23', 'SEC-01b'],
  summary: 'A stream is opened without a token, because nothing is ever sent on it.',
  profile: 'matrix',
  wrap: clean => ({
    authenticate: exchange => {
      const problem = clean.authenticate(exchange)
      return problem === 'missing-token' ? undefined : problem
    },
    openChain: async (request, exchange) => (request.access_token === undefined ? silentChain() : clean.openChain(request, exchange)),
  }),
}
