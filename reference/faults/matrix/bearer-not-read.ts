import type { Fault } from '../../fault.js'

export const bearerNotRead: Fault = {
  name: 'bearer-not-read',
  breaks: ['SEC-03', 'HTTP-01', 'HTTP-23c'],
  summary: 'The stream takes its token from the query, as EventSource can set no field, and only from there.',
  profile: 'matrix',
  wrap: () => ({ authenticate: exchange => (exchange.query.has('access_token') ? undefined : 'missing-token') }),
}
