import type { Fault } from '../fault.js'

export const wwwAuthenticateMissing: Fault = {
  name: 'www-authenticate-missing',
  breaks: ['SEC-17'],
  summary: 'Answers 401 without saying how to authenticate.',
  profile: 'sse',
  wrap: () => ({ challenge: () => ({ status: 401, fields: [] }) }),
}
