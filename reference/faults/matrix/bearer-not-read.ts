import type { Fault } from '../../fault.js'

export const bearerNotRead: Fault = {
  name: 'bearer-not-read',
  breaks: ['SEC-03', 'HTTP-01', 'HTTP-23c'],
  summary: 'The stream reads its token only from the query, because EventSource cannot set headers.',
  profile: 'matrix',
  wrap: () => ({ authenticate: exchange => (exchange.query.has('access_token') ? undefined : 'missing-token') }),
}
