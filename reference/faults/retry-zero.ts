import type { Fault } from '../fault.js'

export const retryZero: Fault = {
  name: 'retry-zero',
  breaks: ['LIF-05'],
  summary: 'The reconnection time is zero, so clients reconnect without a pause.',
  profile: 'sse',
  wrap: () => ({ opening: () => Buffer.from('retry: 0\n\n') }),
}
