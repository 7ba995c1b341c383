import type { Fault } from '../fault.js'

export const wwwAuthenticateMissing: Fault = {
  name: 'www-authenticate-missing',
  breaks: ['SEC-17'],
  summary: '401 responses do not say how to authenticate.',
  profile: 'sse',
  wrap: () => ({ challenge: () => ({ status: 401, fields: [] }) }),
}
