import type { At, HookLine, PageLine } from '../../schemas/index.js'
import { carries, type SeenEvent } from '../events.js'
import type { ExchangeReading } from '../exchange.js'
import { messagesIn } from '../matrix/messages.js'
import { jsonObject, MARKER, type PayloadReading, type Profile, payloadReadings, RAW } from '../payload.js'
import { toMs } from '../places.js'

/** A line of a page at the time at which it happened, nanoseconds. */
export interface Sighting {
  readonly line: PageLine
  readonly t: number
}

/** An event source of a page, with its requests. */
export interface SourceReading {
  readonly name: string
  /** Who saw it, for people: `Firefox 153.7.0`. */
  readonly version: string
  readonly sightings: readonly Sighting[]
  /** Its requests for the stream, in order; preflights apart. */
  readonly requests: readonly ExchangeReading[]
  readonly preflights: readonly ExchangeReading[]
  /** What the browser said of it. */
  readonly console: readonly string[]
  readonly profile: Profile
}

export const sightingOf = (line: PageLine): Sighting => ({ line, t: Math.max(0, line.t - line.age_ms * 1e6) })

/** The request that was under way at a time. */
export const requestAt = ({ requests }: SourceReading, t: number): ExchangeReading | undefined =>
  requests.findLast(({ open }) => open.t <= t) ?? requests[0]

/** Where something on the page happened: on the wire, where its request is. */
export const placeOf = (source: SourceReading, t: number, scenario = source.name): At => ({
  connection: requestAt(source, t)?.open.on ?? source.preflights.at(-1)?.open.on ?? scenario,
  t_ms: toMs(t),
})

/** The head that answered a request; where none came, its connection. */
export const answerTo = ({ open, seen }: ExchangeReading): At => seen.heads[0]?.at ?? { connection: open.on, t_ms: toMs(open.t) }

/** When a request is followed by the next one. */
export const untilNext = ({ requests }: SourceReading, exchange: ExchangeReading): number =>
  requests[requests.indexOf(exchange) + 1]?.open.t ?? Number.POSITIVE_INFINITY

export const eventsOf = ({ sightings }: SourceReading): readonly Sighting[] => sightings.filter(({ line }) => line.did === 'event')

/** Each event that the page dispatched on a connection beside the one that the bytes hold at its place; none where they were played to it, or cannot be inflated. */
export const besideBytes = (source: SourceReading, exchange: ExchangeReading): [Sighting, SeenEvent | undefined][] => {
  if (exchange.content.coding_fault !== undefined || exchange.open.page?.vector !== undefined) return []
  const dispatched = eventsOf(source).filter(({ t }) => t >= exchange.open.t && t < untilNext(source, exchange))
  // Types that nobody listens to are never seen by the page.
  const types = new Set(dispatched.map(({ line }) => line.type))
  const heard = exchange.stream.events.filter(({ type }) => types.has(type))
  return dispatched.map((sighting, place) => [sighting, heard[place]])
}

/** Tells, of an event of the page, the bytes that it came of, and the time at which it was dispatched. */
export const dispatchedFrom = (source: SourceReading): ((sighting: Sighting) => At) => {
  const beside = new Map(source.requests.flatMap(exchange => besideBytes(source, exchange)))
  return sighting => {
    const bytes = beside.get(sighting)
    return bytes === undefined ? placeOf(source, sighting.t) : { ...bytes.at, t_ms: toMs(sighting.t) }
  }
}

/** The bytes that carry what was published, whatever the page made of them. */
export const carriedAt = (source: SourceReading, { marker, hook }: Published): At =>
  source.requests.flatMap(({ stream }) => stream.events).find(event => carries(event, marker))?.at ?? placeOf(source, hook.t)

/** A publication that reached the server, by the marker in its payload. */
export interface Published {
  readonly marker: string
  readonly hook: HookLine
}

export const publishedFor = (hooks: readonly HookLine[], engine: string): Published[] =>
  hooks.flatMap(hook => {
    const marker = MARKER.exec(hook.published?.data ?? '')?.[0]
    return marker !== undefined && hook.ok && hook.case?.startsWith(`${engine}/`) ? [{ marker, hook }] : []
  })

/** Everything that a page's event carries with a marker, and how it may be read. */
export const carriedBy = ({ line }: Sighting, profile: Profile): readonly { marker: string; readings: readonly PayloadReading[] }[] => {
  const { data = '', characters, sha256 } = line
  const response = profile === 'matrix' ? jsonObject(data) : undefined
  if (response !== undefined)
    return messagesIn(response).flatMap(({ marker, readings }) => (marker === undefined ? [] : [{ marker, readings }]))
  const markers = [...new Set(data.match(new RegExp(MARKER, 'g')))]
  const whole = sha256 === undefined ? undefined : [{ encoding: RAW, text: `${characters} characters, SHA-256 ${sha256}` }]
  return markers.map(marker => ({ marker, readings: whole ?? payloadReadings(data, marker) }))
}
