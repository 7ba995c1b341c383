import { fieldValues } from '../../exchange.js'
import type { Fault } from '../../fault.js'

export const nullOriginRefused: Fault = {
  name: 'null-origin-refused',
  breaks: ['BRW-09b'],
  summary: 'An Origin of `null` is taken for none, so that a page that was redirected here may not read the stream.',
  profile: 'sse',
  wrap: clean => ({
    cors: (exchange, kind) => (fieldValues(exchange, 'origin')[0] === 'null' ? [['Vary', 'Origin']] : clean.cors(exchange, kind)),
  }),
}
