import { type At, type HookLine, MARKER, type PageLine } from '../../schemas/index.js'
import type { Carrying } from '../carried.js'
import { carries, type SeenEvent } from '../events.js'
import type { ExchangeReading } from '../exchange.js'
import { type PayloadReading, payloadReadings, RAW } from '../payload.js'
import { toMs } from '../places.js'

/** A line from a page with the time at which it happened, in nanoseconds. */
export interface Sighting {
  readonly line: PageLine
  readonly t: number
}

/** An event source of a page, with its requests. */
export interface SourceReading {
  readonly name: string
  /** The browser, for people: `Firefox 153.7.0`. */
  readonly version: string
  readonly sightings: readonly Sighting[]
  /** Its stream requests in order, without preflights. */
  readonly requests: readonly ExchangeReading[]
  readonly preflights: readonly ExchangeReading[]
  /** The browser's messages about it. */
  readonly console: readonly string[]
  readonly carrying: Carrying
}

export const sightingOf = (line: PageLine): Sighting => ({ line, t: Math.max(0, line.t - line.age_ms * 1e6) })

/** The request in progress at a time. */
export const requestAt = ({ requests }: SourceReading, t: number): ExchangeReading | undefined =>
  requests.findLast(({ open }) => open.t <= t) ?? requests[0]

/** The place of something that happened on the page: on the wire, in its request. */
export const placeOf = (source: SourceReading, t: number, scenario = source.name): At => ({
  connection: requestAt(source, t)?.open.on ?? source.preflights.at(-1)?.open.on ?? scenario,
  t_ms: toMs(t),
})

/** The head of the response to a request, or its connection if there is none. */
export const answerTo = ({ open, seen }: ExchangeReading): At => seen.heads[0]?.at ?? { connection: open.on, t_ms: toMs(open.t) }

/** When the next request was sent. */
export const untilNext = ({ requests }: SourceReading, exchange: ExchangeReading): number =>
  requests[requests.indexOf(exchange) + 1]?.open.t ?? Number.POSITIVE_INFINITY

export const eventsOf = ({ sightings }: SourceReading): readonly Sighting[] => sightings.filter(({ line }) => line.did === 'event')

/**
 * Pairs each event that the page dispatched on a connection with the event in the bytes at the same position. Empty if the relay played the bytes, or
 * they cannot be decompressed.
 */
export const besideBytes = (source: SourceReading, exchange: ExchangeReading): [Sighting, SeenEvent | undefined][] => {
  if (exchange.content.coding_fault !== undefined || exchange.open.page?.vector !== undefined) return []
  const dispatched = eventsOf(source).filter(({ t }) => t >= exchange.open.t && t < untilNext(source, exchange))
  // A page never sees event types that it does not listen to.
  const types = new Set(dispatched.map(({ line }) => line.type))
  const heard = exchange.stream.events.filter(({ type }) => types.has(type))
  return dispatched.map((sighting, place) => [sighting, heard[place]])
}

/** Maps an event of the page to its bytes and its dispatch time. */
export const dispatchedFrom = (source: SourceReading): ((sighting: Sighting) => At) => {
  const beside = new Map(source.requests.flatMap(exchange => besideBytes(source, exchange)))
  return sighting => {
    const bytes = beside.get(sighting)
    return bytes === undefined ? placeOf(source, sighting.t) : { ...bytes.at, t_ms: toMs(sighting.t) }
  }
}

/** The bytes that carry a publication, whatever the page made of them. */
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

/** Every payload with a marker in a page's event, in each way it can be read. */
export const carriedBy = (
  { line }: Sighting,
  { responseIn, payloadsIn }: Carrying,
): readonly { marker: string; readings: readonly PayloadReading[] }[] => {
  const { data = '', characters, sha256 } = line
  const response = responseIn(data)
  if (response !== undefined)
    return payloadsIn(response).flatMap(({ marker, readings }) => (marker === undefined ? [] : [{ marker, readings }]))
  const markers = [...new Set(data.match(new RegExp(MARKER, 'g')))]
  const whole = sha256 === undefined ? undefined : [{ encoding: RAW, text: `${characters} characters, SHA-256 ${sha256}` }]
  return markers.map(marker => ({ marker, readings: whole ?? payloadReadings(data, marker) }))
}
