import type { Fault } from '../fault.js'

export const queueWithoutBound: Fault = {
  name: 'queue-without-bound',
  breaks: ['SEC-13b'],
  summary: 'Events are queued for a slow reader without a bound, until the memory is gone.',
  profile: 'sse',
  wrap: clean => ({ outletOf: (exchange, head) => ({ ...clean.outletOf(exchange, head), full: () => false }) }),
}
