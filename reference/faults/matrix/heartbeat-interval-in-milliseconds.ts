import type { Fault } from '../../fault.js'

const SHORTEST_MS = 100

export const heartbeatIntervalInMilliseconds: Fault = {
  name: 'heartbeat-interval-in-milliseconds',
  breaks: ['HB-02', 'HB-12', 'HB-13', 'HB-14', 'HB-09', 'HB-09b'],
  summary: 'heartbeat_interval is read as milliseconds, like the timeout of /sync, with a minimum of a tenth of a second.',
  profile: 'matrix',
  wrap: clean => ({
    heartbeatInterval: (values, default_ms) => {
      const interval_ms = clean.heartbeatInterval(values, default_ms)
      return values.length === 0 || interval_ms === undefined ? interval_ms : Math.max(interval_ms / 1000, SHORTEST_MS)
    },
  }),
}
