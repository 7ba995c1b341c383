import type { Fault } from '../../fault.js'

export const unauthenticated404: Fault = {
  name: 'unauthenticated-404',
  breaks: ['HTTP-23', 'SEC-01', 'SEC-01b'],
  summary: 'The endpoint hides from clients that are not logged in: without a token it returns 404.',
  profile: 'matrix',
  wrap: clean => ({ challenge: problem => (problem === 'missing-token' ? { status: 404, fields: [] } : clean.challenge(problem)) }),
}
