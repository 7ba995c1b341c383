import type { Fault } from '../fault.js'

export const noHeartbeats: Fault = {
  name: 'no-heartbeats',
  breaks: ['HB-16', 'HB-04', 'HB-05', 'HB-06'],
  summary: 'Heartbeats are not implemented: no timer sends them.',
  profile: 'sse',

  wrap: () => ({ heartbeats: () => ({ add: () => undefined, remove: () => undefined }) }),
}
