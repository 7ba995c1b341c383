import type { Fault } from '../fault.js'

export const unknownToken403: Fault = {
  name: 'unknown-token-403',
  breaks: ['SEC-02', 'SEC-02b', 'SEC-07'],
  summary: 'An unknown token gets a 403, as if it were known but missing a permission.',
  profile: 'sse',
  wrap: clean => ({ challenge: problem => ({ ...clean.challenge(problem), status: problem === 'unknown-token' ? 403 : 401 }) }),
}
