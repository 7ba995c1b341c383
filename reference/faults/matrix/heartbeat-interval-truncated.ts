import type { Fault } from '../../fault.js'

const TICK_MS = 10

export const heartbeatIntervalTruncated: Fault = {
  name: 'heartbeat-interval-truncated',
  breaks: ['HB-09'],
  summary: 'The interval is checked as a decimal number and kept as a whole one: half a second becomes none.',
  profile: 'matrix',
  wrap: clean => ({
    heartbeatInterval: (values, default_ms) => {
      const interval_ms = clean.heartbeatInterval(values, default_ms)
      return interval_ms === undefined ? undefined : Math.max(Math.floor(interval_ms / 1000) * 1000, TICK_MS)
    },
  }),
}
