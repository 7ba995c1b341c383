import type { BesidePolling } from '../../schemas/index.js'
import { carries } from '../events.js'
import { toMs } from '../places.js'
import { publicationsOf } from '../resume.js'
import type { ScenarioReading, Session } from '../session.js'

const FEWEST = 3

const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[sorted.length >> 1] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[(sorted.length >> 1) - 1] ?? upper) + upper) / 2
}

const rounded = (ms: number): number => Math.round(ms * 1000) / 1000

/** The same publications on a stream and on the chain of its client's name; undefined where too few were on both. */
export const besidePolling = (scenario: ScenarioReading, { lagAt }: Pick<Session, 'lagAt'>): BesidePolling | undefined => {
  const [stream] = scenario.exchanges.filter(({ open }) => open.role === 'stream')
  const polls = scenario.calls.filter(({ chain, status }) => chain === stream?.open.client && chain !== undefined && status === 200)
  const found = publicationsOf(scenario).flatMap(({ marker, hook }) => {
    const event = stream?.stream.events.find(one => carries(one, marker))
    const poll = polls.find(({ answer = '' }) => answer.includes(marker))
    if (event === undefined || poll === undefined) return []
    return [
      {
        case: hook.case ?? marker,
        stream_ms: toMs(event.t - hook.began),
        chain_ms: toMs(poll.t - hook.began),
        at: event.at,
        lag_ms: lagAt(hook.began, Math.max(event.t, poll.t)),
      },
    ]
  })
  const slowest = found.toSorted((a, b) => b.stream_ms - b.chain_ms - (a.stream_ms - a.chain_ms))[0]
  if (slowest === undefined || found.length < FEWEST) return undefined
  const stream_median_ms = rounded(medianOf(found.map(({ stream_ms }) => stream_ms)))
  const chain_median_ms = rounded(medianOf(found.map(({ chain_ms }) => chain_ms)))
  return {
    publications: found.map(({ lag_ms: _lag, ...one }) => one),
    stream_median_ms,
    chain_median_ms,
    slower_ms: rounded(stream_median_ms - chain_median_ms),
    lag_ms: Math.max(...found.map(({ lag_ms }) => lag_ms)),
    at: slowest.at,
  }
}
