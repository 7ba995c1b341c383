import type { Target } from '../record/index.js'

const HEARTBEAT_MS = 250
const HEARTBEAT_SHARE = 0.05

/** The time limits if none is configured. That of heartbeats follows their interval: 5 % of it, and at least 250 ms. */
export const defaultTolerance = (heartbeat_interval_s = 0): Target['tolerance'] => ({
  heartbeat_ms: Math.max(HEARTBEAT_MS, HEARTBEAT_SHARE * 1000 * heartbeat_interval_s),
  head_ms: 1000,
  delivery_ms: 1000,
  wait_ms: 5000,
  slow_head_s: 60,
})
