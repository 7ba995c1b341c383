import type { Fault } from '../../fault.js'
import { withheldUntilEvent } from '../head-withheld.js'

export const resumedStreamWithholdsHead: Fault = {
  name: 'resumed-stream-withholds-head',
  breaks: ['RES-15', 'RES-03b', 'RES-04c', 'RES-04d', 'BRW-01b'],
  summary: 'Response headers of a resumed stream are sent only with missed events; if there are none, the client is stuck connecting.',
  profile: 'matrix',
  wrap: clean => ({
    outletOf: (exchange, head) => {
      const outlet = clean.outletOf(exchange, head)
      const [id = ''] = clean.lastEventIds(exchange)
      return id === '' ? outlet : withheldUntilEvent(outlet)
    },
  }),
}
