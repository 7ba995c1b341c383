import type { Target } from './target.js'

const LONG_MS = 15_000
const QUICK_MS = 3_500
const COMPLETION_MS = 30_000
const UNKNOWN_INTERVAL_MS = 1_000

/** The heartbeat interval, or 1 s if none is configured, for scenarios that need a duration. */
export const interval_ms = (target: Target): number => (target.heartbeat_interval_s ?? UNKNOWN_INTERVAL_MS / 1000) * 1000

/** How long heartbeats are watched: more than two gaps, and in a quick run as many as fit. */
export const idleWindow_ms = (target: Target): number => {
  if (target.quick) return QUICK_MS
  return target.heartbeat_interval_s === undefined ? LONG_MS : Math.max(LONG_MS, 2 * interval_ms(target) + 2000)
}

/** A busy stream is watched for five intervals, or for two and a half if the interval is long. */
export const busyWindow_ms = (target: Target): number => {
  if (target.quick) return QUICK_MS
  const interval = interval_ms(target)
  return interval <= 3000 ? 5 * interval : 2.5 * interval
}

/** How long to wait for a stream that ends by itself. */
export const completionWindow_ms = (target: Target): number => (target.quick ? QUICK_MS : COMPLETION_MS)
