import type { Fault } from '../fault.js'
import { timedHeartbeats } from '../timed-heartbeats.js'

export const heartbeatLate: Fault = {
  name: 'heartbeat-late',
  breaks: ['HB-04', 'HB-05', 'RES-15d', 'HB-01', 'HB-02', 'HB-05b', 'HB-13'],
  summary: 'Every third gap between heartbeats is 1.5 times as long, as when the timer waits for other work.',
  profile: 'sse',
  wrap: () => ({ heartbeats: timedHeartbeats((beats, interval_ms) => (beats % 3 === 1 ? 1.5 * interval_ms + 500 : interval_ms)) }),
}
