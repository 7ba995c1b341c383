import type { Fault } from '../../fault.js'

const TICK_MS = 10

export const heartbeatIntervalOverflows: Fault = {
  name: 'heartbeat-interval-overflows',
  breaks: ['HB-10'],
  summary: 'An interval over 2³¹−1 ms is passed to a timer unchanged, so the timer fires immediately, again and again.',
  profile: 'matrix',
  wrap: clean => ({
    heartbeatInterval: (values, default_ms) => {
      const interval_ms = clean.heartbeatInterval(values, default_ms)
      return interval_ms !== undefined && interval_ms > 2 ** 31 - 1 ? TICK_MS : interval_ms
    },
  }),
}
