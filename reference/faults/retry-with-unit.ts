import type { Fault } from '../fault.js'

export const retryWithUnit: Fault = {
  name: 'retry-with-unit',
  breaks: ['FRM-10'],
  summary: 'The reconnection time is written with its unit, so it is not a number.',
  profile: 'sse',
  wrap: () => ({ opening: () => Buffer.from('retry: 3s\n\n') }),
}
