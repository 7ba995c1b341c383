import type { Fault } from '../fault.js'

export const retryWithUnit: Fault = {
  name: 'retry-with-unit',
  breaks: ['FRM-10'],
  summary: 'Writes the reconnection time with its unit, which makes it no number.',
  profile: 'sse',
  wrap: () => ({ opening: () => Buffer.from('retry: 3s\n\n') }),
}
