import type { Fault } from '../../fault.js'

export const heartbeatIntervalRoundedUp: Fault = {
  name: 'heartbeat-interval-rounded-up',
  breaks: ['HB-09b'],
  summary: 'An interval with a fraction is rounded up to whole seconds: heartbeats come later than asked for.',
  profile: 'matrix',
  wrap: clean => ({
    heartbeatInterval: (values, default_ms) => {
      const interval_ms = clean.heartbeatInterval(values, default_ms)
      return interval_ms === undefined ? undefined : Math.ceil(interval_ms / 1000) * 1000
    },
  }),
}
