import type { Fault } from '../../fault.js'

export const stormRefused503: Fault = {
  name: 'storm-refused-503',
  breaks: ['SEC-10'],
  summary: 'Too many streams are refused as if the server were broken, and without a word on when to come back.',
  profile: 'matrix',
  wrap: clean => ({
    refuse: (exchange, status, error, fields) =>
      status === 429 ? clean.refuse(exchange, 503, error) : clean.refuse(exchange, status, error, fields),
  }),
}
