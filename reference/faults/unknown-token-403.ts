import type { Fault } from '../fault.js'

export const unknownToken403: Fault = {
  name: 'unknown-token-403',
  breaks: ['SEC-02', 'SEC-02b', 'SEC-07'],
  summary: 'An unknown token is answered with 403, as if it were known and lacked a right.',
  profile: 'sse',
  wrap: clean => ({ challenge: problem => ({ ...clean.challenge(problem), status: problem === 'unknown-token' ? 403 : 401 }) }),
}
