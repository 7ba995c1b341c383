import type { Fault } from '../../fault.js'

export const stormRefused503: Fault = {
  name: 'storm-refused-503',
  breaks: ['SEC-10'],
  summary: 'Streams beyond the limit are refused with a 503 that does not say when to retry.',
  profile: 'matrix',
  wrap: clean => ({
    refuse: (exchange, status, error, fields) =>
      status === 429 ? clean.refuse(exchange, 503, error) : clean.refuse(exchange, status, error, fields),
  }),
}
