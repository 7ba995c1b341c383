import type { Fault } from '../fault.js'
import { timedHeartbeats } from '../timed-heartbeats.js'

export const heartbeatLate: Fault = {
  name: 'heartbeat-late',
  breaks: ['HB-04', 'HB-05', 'RES-15d', 'HB-01', 'HB-02', 'HB-05b', 'HB-13'],
  summary: 'Every third gap between heartbeats is half as long again, as a timer that waits for other work makes it.',
  profile: 'sse',
  wrap: () => ({ heartbeats: timedHeartbeats((beats, interval_ms) => (beats % 3 === 1 ? 1.5 * interval_ms + 500 : interval_ms)) }),
}
