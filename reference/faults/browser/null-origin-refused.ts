import { fieldValues } from '../../exchange.js'
import type { Fault } from '../../fault.js'

export const nullOriginRefused: Fault = {
  name: 'null-origin-refused',
  breaks: ['BRW-09b'],
  summary: 'An Origin of `null` is treated as no Origin, so a page whose request was redirected here cannot read the stream.',
  profile: 'sse',
  wrap: clean => ({
    cors: (exchange, kind) => (fieldValues(exchange, 'origin')[0] === 'null' ? [['Vary', 'Origin']] : clean.cors(exchange, kind)),
  }),
}
