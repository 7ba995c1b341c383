import type { Fault } from '../../fault.js'
import { withComment } from '../query-reflected-in-comment.js'

export const intervalReflectedInComment: Fault = {
  name: 'interval-reflected-in-comment',
  breaks: ['SEC-12e', 'HB-03', 'HB-08', 'HB-09', 'HB-09b', 'HB-10'],
  summary: 'heartbeat_interval is read only as far as it is a number, and a comment at the start of the stream repeats it as received.',
  profile: 'matrix',
  wrap: clean => ({
    heartbeatInterval: (values, default_ms) => {
      const leading = /^\d+/.exec(values[0] ?? '')?.[0]
      return clean.heartbeatInterval(leading === undefined ? values : [leading], default_ms)
    },
    outletOf: (exchange, head) => {
      const interval = exchange.query.get('heartbeat_interval')
      const outlet = clean.outletOf(exchange, head)
      return interval === null ? outlet : withComment(outlet, `a heartbeat every ${interval} s`)
    },
  }),
}
