import type { Fault } from '../fault.js'
import { timedHeartbeats } from '../timed-heartbeats.js'

export const firstHeartbeatLate: Fault = {
  name: 'first-heartbeat-late',
  breaks: ['HB-06', 'HB-04', 'HB-05', 'RES-15d', 'HB-01', 'HB-02', 'HB-05b', 'HB-13'],
  summary: 'The first heartbeat is late; the others are on time.',
  profile: 'sse',
  wrap: () => ({ heartbeats: timedHeartbeats((beats, interval_ms) => (beats === 0 ? 1.5 * interval_ms + 500 : interval_ms)) }),
}
