import type { Fault } from '../fault.js'

export const retryZero: Fault = {
  name: 'retry-zero',
  breaks: ['LIF-05'],
  summary: 'The reconnection time is zero, and clients come back without a pause.',
  profile: 'sse',
  wrap: () => ({ opening: () => Buffer.from('retry: 0\n\n') }),
}
