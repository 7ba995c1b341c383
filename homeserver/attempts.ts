/** Rate limits for attempts. */

import type { Core } from './core.js'
import { limitExceeded } from './errors.js'

/** The most names kept; over it, the oldest is forgotten. */
const MAX_NAMES = 100_000

/**
 * Counts an attempt.
 * @throws {MatrixError} 429 if there were `most` with that name in the period, with the time until another is allowed
 */
export function attempt(core: Core, name: string, most: number, window_ms: number): void {
  if (most === Number.POSITIVE_INFINITY) return
  const recent = recentOf(core, name, window_ms)
  const [oldest] = recent
  if (recent.length >= most) throw limitExceeded((oldest ?? performance.now()) + window_ms - performance.now())
  core.attempts.delete(name)
  core.attempts.set(name, [...recent, performance.now()])
  const [first] = core.attempts.keys()
  if (core.attempts.size > MAX_NAMES && first !== undefined) core.attempts.delete(first)
}

function recentOf(core: Core, name: string, window_ms: number): number[] {
  const since_ms = performance.now() - window_ms
  return (core.attempts.get(name) ?? []).filter(each => each > since_ms)
}
