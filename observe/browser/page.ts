import type { At, HookLine, PageLine } from '../../schemas/index.js'
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

export const eventsOf = ({ sightings }: SourceReading): readonly Sighting[] => sightings.filter(({ line }) => line.did === 'event')

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
