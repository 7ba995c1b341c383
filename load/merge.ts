import { defined, type K6Result, type Second } from '../schemas/index.js'
import { addedCounters, PROCESS_COUNTERS, TIMELINE_COUNTERS } from './counters.js'
import { mergedDistribution } from './histogram.js'

type Counts = Readonly<Record<string, number>>

/** Added up by name. */
export const addedUp = (all: readonly (Counts | null | undefined)[]): Record<string, number> => {
  const sum: Record<string, number> = {}
  for (const one of all) for (const [name, count] of Object.entries(one ?? {})) sum[name] = (sum[name] ?? 0) + count
  return sum
}

const US_A_S = 1e6

/** The last reported state of a process at that time. */
const lastBefore = (timeline: readonly Second[], t_s: number): Second | undefined => timeline.findLast(second => second.t_s <= t_s)

/** Merges the timelines of processes that did not start at the same time. Seconds count from the first start. */
const mergedTimeline = (parts: readonly K6Result[], started_us: number): Second[] => {
  const shifted = parts.map(({ timeline, started_us: own_us }) =>
    timeline.map(second => ({ ...second, t_s: second.t_s + (own_us - started_us) / US_A_S })),
  )
  const end_s = Math.max(0, ...shifted.map(timeline => timeline.at(-1)?.t_s ?? 0))
  const times = [...Array.from({ length: Math.floor(end_s) }, (_, index) => index + 1), end_s]
  return [...new Set(times)].map(t_s => {
    const seconds = shifted.flatMap(timeline => lastBefore(timeline, t_s) ?? [])
    return { t_s, ...addedCounters(TIMELINE_COUNTERS, seconds) }
  })
}

const mergedSources = (parts: readonly K6Result[]): NonNullable<K6Result['sources']> => {
  const names = new Set(parts.flatMap(({ sources }) => Object.keys(sources ?? {})))
  return Object.fromEntries(
    [...names].map(name => {
      const extents = parts.flatMap(({ sources }) => sources?.[name] ?? [])
      return [
        name,
        {
          streams: extents.reduce((sum, { streams }) => sum + streams, 0),
          first_seq: addedUp(extents.map(({ first_seq }) => first_seq)),
          last_seq: addedUp(extents.map(({ last_seq }) => last_seq)),
        },
      ]
    }),
  )
}

const publishedOf = (parts: readonly K6Result[]): K6Result['publish'] => {
  const all = parts.flatMap(({ publish }) => publish ?? [])
  if (all.length === 0) return undefined
  const names = [...new Set(all.flatMap(({ published }) => Object.keys(published)))]
  const failed_seqs = Object.fromEntries(names.map(name => [name, all.flatMap(one => one.failed_seqs?.[name] ?? [])]))
  return {
    published: Object.fromEntries(names.map(name => [name, Math.max(...all.map(({ published }) => published[name] ?? 0))])),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    failed_seqs,
    slip_ms: mergedDistribution(all.map(({ slip_ms }) => slip_ms)),
  }
}

/** Merges the counts of several processes of one run. Counts are added, histograms merged, and nothing is averaged. */
export const mergedResult = (parts: readonly K6Result[]): K6Result => {
  const [first] = parts
  if (first === undefined) throw new Error('There is no result to merge: give at least one file of ssespec-k6/1.')
  const started_us = Math.min(...parts.map(part => part.started_us))
  const timeline = mergedTimeline(parts, started_us)
  const publish = publishedOf(parts)
  const counted = addedCounters(PROCESS_COUNTERS, parts)
  // The processes' peaks need not be at the same time; the largest sum seen is a lower bound.
  const held_max =
    parts.length === 1 ? first.connections.held_max : Math.max(counted.connections.held, ...timeline.map(second => second.connections))
  const merged = (of: (part: K6Result) => K6Result['delivery_ms'] | undefined) => mergedDistribution(parts.map(of))
  return {
    format: 'ssespec-k6/1',
    started_us,
    ended_us: Math.max(...parts.map(part => part.ended_us)),
    interrupted: parts.some(({ interrupted }) => interrupted),
    ...counted,
    connections: { ...counted.connections, held_max, refusals: addedUp(parts.map(({ connections }) => connections.refusals)) },
    connect_ms: merged(part => part.connect_ms),
    tls_ms: merged(part => part.tls_ms),
    head_ms: merged(part => part.head_ms),
    first_event_ms: merged(part => part.first_event_ms),
    delivery_ms: merged(part => part.delivery_ms),
    sources: mergedSources(parts),
    ...defined({ publish }),
    timeline,
    slip_ms: merged(part => part.slip_ms),
  }
}
