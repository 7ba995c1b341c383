import type { Loosened } from '../schemas/index.js'

/**
 * `Loosened: tolerance.head_ms is 9000 (default: 1000), tls.insecure is true (default: false). …` Undefined if nothing is. Not visible text: the
 * values may be a stranger's.
 */
export const loosenedText = (loosened: readonly Loosened[] = []): string | undefined => {
  if (loosened.length === 0) return undefined
  const settings = loosened.map(({ setting, value, default: usual }) => `${setting} is ${value} (default: ${usual})`).join('; ')
  const limits = loosened.some(({ limit }) => limit === true)
    ? ' With a time limit above its default, the profile does not count as passed.'
    : ''
  return `Loosened: ${settings}.${limits}`
}
