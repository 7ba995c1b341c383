/** The parameter `heartbeat_interval` (MSC2108; reading A5). */

/** More frequent heartbeats are useless, and 20,000 streams of them are a flood. */
export const SHORTEST_INTERVAL_S = 0.1

const DECIMAL = /^[0-9]+(?:\.[0-9]+)?$/

/**
 * Seconds, as ASCII digits with an optional fraction: `5`, `05`, `2.5`. Whatever else is there is refused, also `1e1`, `+1` and `.5`: what one server reads
 * another would not. A number is honoured exactly, however large, from 0.1 on. @returns undefined when it is to be refused
 */
export function heartbeatInterval(values: readonly string[], default_ms: number): number | undefined {
  const [text, ...more] = values
  if (text === undefined) return default_ms
  if (more.length > 0 || !DECIMAL.test(text)) return undefined
  const interval_s = Number(text)
  return Number.isFinite(interval_s) && interval_s >= SHORTEST_INTERVAL_S ? interval_s * 1000 : undefined
}
