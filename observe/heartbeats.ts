import type { Heartbeat, Observation } from '../schemas/index.js'
import type { Beat } from './beats.js'
import type { ExchangeReading } from './exchange.js'
import { MOST_ENTRIES, toMs } from './places.js'
import type { ScenarioReading, Session } from './session.js'

// A delayed heartbeat, and the next one, which may be due immediately after it.
const TOGETHER = 2

/** What the stream sends as heartbeats: comments; if none, blocks that dispatch nothing; otherwise, events that nobody published. */
const beatsOf = (exchange: ExchangeReading): (Omit<Beat, 'form'> & { form: Heartbeat['form'] })[] => {
  const { beats, events } = exchange.stream
  for (const form of ['comment', 'block', 'line'] as const) {
    const some = beats.filter(beat => beat.form === form)
    if (some.length > 0) return some
  }
  const unpublished = events.filter(({ payloads }) => payloads.every(({ marker }) => marker === undefined))
  return unpublished.map(({ excerpt, at, t }) => ({ form: 'event' as const, bytes: excerpt, at, t }))
}

const isWatched = (exchange: ExchangeReading): boolean =>
  exchange.open.role === 'stream' && exchange.seen.heads.length > 0 && !exchange.seen.paused

/** The interval that the stream was asked for, or the configured one. */
export const intervalOf = ({ open }: ExchangeReading, configured_ms: number | undefined): number | undefined =>
  open.heartbeat_interval_s === undefined ? configured_ms : open.heartbeat_interval_s * 1000

const gaps = (exchange: ExchangeReading, interval_ms: number | undefined, session: Session): Heartbeat[] => {
  let before = exchange.seen.heads[0]?.t ?? 0
  return beatsOf(exchange).map((beat, index) => {
    const after_ms = toMs(beat.t - before)
    const lag_ms = session.stalledIn(before, beat.t)
    before = beat.t
    const late = interval_ms === undefined ? {} : { late_ms: Math.max(0, toMs(after_ms * 1e6 - interval_ms * 1e6)) }
    return { bytes: beat.bytes, form: beat.form, first: index === 0, after_ms, ...late, lag_ms, at: beat.at }
  })
}

/**
 * How many heartbeats may arrive at once. Those that were due while ssespec read a backlog, or lagged, are not a burst: any part of an interval may
 * have contained one.
 */
const togetherAt = (t: number, { seen }: ExchangeReading, interval_ms: number, session: Session): number => {
  const behind_ms = seen.reading_t === undefined ? 0 : toMs(t - seen.reading_t)
  return TOGETHER + Math.ceil(behind_ms / interval_ms) + Math.floor(session.lagAt(t) / interval_ms)
}

const burstsOf = (exchange: ExchangeReading, interval_ms: number, session: Session): NonNullable<Observation['bursts']> => {
  const beats = beatsOf(exchange)
  const bursts: NonNullable<Observation['bursts']> = []
  for (let first = 0; first < beats.length; ) {
    const begin = beats[first]
    if (begin === undefined) break
    let next = first + 1
    while (next < beats.length && (beats[next]?.t ?? 0) - begin.t < interval_ms * 1e5) next += 1
    if (next - first > togetherAt(begin.t, exchange, interval_ms, session)) bursts.push({ heartbeats: next - first, at: begin.at })
    first = next
  }
  return bursts.slice(0, MOST_ENTRIES)
}

const silenceOf = (exchange: ExchangeReading, interval_ms: number | undefined, session: Session): Observation['silences'] => {
  const { open } = exchange
  const { silence } = exchange.seen
  if (silence === undefined) return []
  const lasted_ms = toMs(silence.lasted)
  return [
    {
      lasted_ms,
      ...(interval_ms === undefined ? {} : { late_ms: Math.max(0, toMs(silence.lasted - interval_ms * 1e6)) }),
      lag_ms: session.stalledIn(silence.from, silence.from + silence.lasted),
      at: { connection: open.on, t_ms: toMs(silence.from), offset: Math.max(0, exchange.seen.received - 1) },
    },
  ]
}

const watchedFor_ms = ({ seen }: ExchangeReading): number => toMs(seen.closed_t - (seen.heads[0]?.t ?? 0))
const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0)

/** Heartbeats of a scenario's ordinary streams, with gaps, silences and bursts. */
export const heartbeatFacts = (
  scenario: ScenarioReading,
  session: Session,
  interval_ms: number | undefined,
): Pick<Observation, 'heartbeats' | 'heartbeat_count' | 'silences' | 'bursts'> => {
  const streams = scenario.exchanges.filter(exchange => exchange.open.role === 'stream' && exchange.seen.heads.length > 0)
  const watched = streams.filter(isWatched)
  const heartbeats = watched.flatMap(exchange => gaps(exchange, intervalOf(exchange, interval_ms), session)).slice(0, MOST_ENTRIES * 10)
  const first = heartbeats[0]
  const later = heartbeats.filter(heartbeat => !heartbeat.first)
  const mean_ms = later.length === 0 ? 0 : later.reduce((sum, { after_ms }) => sum + after_ms, 0) / later.length
  return {
    heartbeats,
    ...(first === undefined
      ? {}
      : {
          heartbeat_count: {
            seen: heartbeats.length,
            most: sum(
              watched.map(
                exchange => Math.floor(watchedFor_ms(exchange) / (intervalOf(exchange, interval_ms) ?? Math.max(mean_ms, 1))) + 1,
              ),
            ),
            mean_ms: Math.round(mean_ms),
            at: first.at,
          },
        }),
    silences: watched.flatMap(exchange => silenceOf(exchange, intervalOf(exchange, interval_ms), session)),
    bursts: streams.flatMap(exchange => burstsOf(exchange, intervalOf(exchange, interval_ms) ?? 1000, session)),
  }
}
