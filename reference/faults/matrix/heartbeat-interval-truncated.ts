import type { Fault } from '../../fault.js'

const TICK_MS = 10

export const heartbeatIntervalTruncated: Fault = {
  name: 'heartbeat-interval-truncated',
  breaks: ['HB-09'],
  summary: 'The interval is validated as a decimal number but stored as an integer, so half a second becomes zero.',
  profile: 'matrix',
  wrap: clean => ({
    heartbeatInterval: (values, default_ms) => {
      const interval_ms = clean.heartbeatInterval(values, default_ms)
      return interval_ms === undefined ? undefined : Math.max(Math.floor(interval_ms / 1000) * 1000, TICK_MS)
    },
  }),
}
