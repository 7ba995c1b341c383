import type { BesidePolling } from '../../schemas/index.js'
import { carries } from '../events.js'
import { toMs } from '../places.js'
import { publicationsOf } from '../resume.js'
import type { ScenarioReading, Session } from '../session.js'

const CHANCE = 0.05

const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[sorted.length >> 1] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] ?? upper) + upper) / 2
}

/**
 * A lower bound, at 95 % confidence, of the median of the distribution that these values were drawn from: an order statistic, as in the sign test.
 * Undefined for fewer than five values, which prove nothing.
 */
const surelyAtLeast = (values: readonly number[]): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b)
  const total = sorted.length
  let ways = 1
  let chance = 2 ** -total
  let rank = 0
  while (chance <= CHANCE) {
    rank += 1
    ways = (ways * (total - rank + 1)) / rank
    chance += ways * 2 ** -total
  }
  return sorted[rank - 1]
}

const rounded = (ms: number): number => Math.round(ms * 1000) / 1000

/** The same publications on a stream and on the chain of its client; undefined if too few arrived on both. */
export const besidePolling = (scenario: ScenarioReading, { stalledIn }: Pick<Session, 'stalledIn'>): BesidePolling | undefined => {
  const [stream] = scenario.exchanges.filter(({ open }) => open.role === 'stream')
  const polls = scenario.calls.filter(({ chain, status }) => chain === stream?.open.client && chain !== undefined && status === 200)
  const found = publicationsOf(scenario).flatMap(({ marker, hook }) => {
    const event = stream?.stream.events.find(one => carries(one, marker))
    const poll = polls.find(({ answer = '' }) => answer.includes(marker))
    if (event === undefined || poll === undefined) return []
    return [
      {
        slower_ms: toMs(event.t - poll.t),
        at: event.at,
        lag_ms: stalledIn(hook.began, Math.max(event.t, poll.t)),
      },
    ]
  })
  const [slowest] = found.toSorted((a, b) => b.slower_ms - a.slower_ms)
  const slower = found.map(({ slower_ms }) => slower_ms)
  const surely = surelyAtLeast(slower)
  // As if every lag had delayed the stream, and none the poll.
  const least = surelyAtLeast(found.map(({ slower_ms, lag_ms }) => slower_ms - lag_ms))
  if (slowest === undefined || surely === undefined || least === undefined) return undefined
  return {
    slower_ms: rounded(medianOf(slower)),
    surely_slower_ms: rounded(surely),
    lag_ms: rounded(surely - least),
    at: slowest.at,
  }
}
