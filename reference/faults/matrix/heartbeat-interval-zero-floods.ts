import type { Fault } from '../../fault.js'

const TICK_MS = 10

export const heartbeatIntervalZeroFloods: Fault = {
  name: 'heartbeat-interval-zero-floods',
  breaks: ['HB-08'],
  summary: 'An interval of zero is accepted, so the timer fires as often as it can.',
  profile: 'matrix',
  wrap: clean => ({
    heartbeatInterval: (values, default_ms) => (values[0] === '0' ? TICK_MS : clean.heartbeatInterval(values, default_ms)),
  }),
}
