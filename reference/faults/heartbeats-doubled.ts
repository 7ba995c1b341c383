import type { Fault } from '../fault.js'
import { timedHeartbeats } from '../timed-heartbeats.js'

export const heartbeatsDoubled: Fault = {
  name: 'heartbeats-doubled',
  breaks: ['HB-14', 'HB-01', 'HB-02', 'HB-09', 'HB-13', 'HB-09b'],
  summary: 'Each stream has two timers, so heartbeats are sent twice as often as they should be.',
  profile: 'sse',
  wrap: () => ({ heartbeats: timedHeartbeats((_beats, interval_ms) => interval_ms / 2) }),
}
