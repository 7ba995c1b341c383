/** Limits on how often something is tried. */

import type { Core } from './core.js'
import { limitExceeded } from './errors.js'

/** Names kept at a time: the oldest is forgotten over it. */
const MAX_NAMES = 100_000

/**
 * Counts an attempt.
 * @throws {MatrixError} 429 when there were `most` of that name in the time before, with the time until one is free again
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
