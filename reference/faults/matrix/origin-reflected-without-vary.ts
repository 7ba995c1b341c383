import { fieldValues } from '../../exchange.js'
import type { Fault } from '../../fault.js'

export const originReflectedWithoutVary: Fault = {
  name: 'origin-reflected-without-vary',
  breaks: ['HTTP-25'],
  summary: 'The origin is reflected, and the answer does not say that it depends on it.',
  profile: 'matrix',
  wrap: clean => ({
    cors: (exchange, kind) => {
      const [origin] = fieldValues(exchange, 'origin')
      return origin === undefined ? clean.cors(exchange, kind) : [['Access-Control-Allow-Origin', origin]]
    },
  }),
}
