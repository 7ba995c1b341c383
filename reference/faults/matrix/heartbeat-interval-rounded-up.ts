import type { Fault } from '../../fault.js'

export const heartbeatIntervalRoundedUp: Fault = {
  name: 'heartbeat-interval-rounded-up',
  breaks: ['HB-09b'],
  summary: 'A fractional interval is rounded up to whole seconds, so heartbeats come later than requested.',
  profile: 'matrix',
  wrap: clean => ({
    heartbeatInterval: (values, default_ms) => {
      const interval_ms = clean.heartbeatInterval(values, default_ms)
      return interval_ms === undefined ? undefined : Math.ceil(interval_ms / 1000) * 1000
    },
  }),
}
