import type { Fault } from '../../fault.js'

export const intervalReflectedInHead: Fault = {
  name: 'interval-reflected-in-head',
  breaks: ['SEC-12b', 'HB-08', 'HB-09', 'HB-10'],
  summary: 'Only the leading number of heartbeat_interval is parsed, but the whole value is copied into a response header.',
  profile: 'matrix',
  wrap: clean => ({
    heartbeatInterval: (values, default_ms) => {
      const leading = /^\d+/.exec(values[0] ?? '')?.[0]
      return clean.heartbeatInterval(leading === undefined ? values : [leading], default_ms)
    },
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      const interval = exchange.query.get('heartbeat_interval')
      if (exchange.version === '2' || interval === null) return head
      return { ...head, fields: [...head.fields, ['X-Heartbeat-Interval', interval]] }
    },
  }),
}
