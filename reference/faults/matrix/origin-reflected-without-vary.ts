import { fieldValues } from '../../exchange.js'
import type { Fault } from '../../fault.js'

export const originReflectedWithoutVary: Fault = {
  name: 'origin-reflected-without-vary',
  breaks: ['HTTP-25'],
  summary: 'The origin is reflected, but the response does not say that it varies by origin.',
  profile: 'matrix',
  wrap: clean => ({
    cors: (exchange, kind) => {
      const [origin] = fieldValues(exchange, 'origin')
      return origin === undefined ? clean.cors(exchange, kind) : [['Access-Control-Allow-Origin', origin]]
    },
  }),
}
