import type { At } from '../schemas/index.js'
import { detached, type StreamEvent } from '../wire/index.js'
import { messagesIn } from './matrix/messages.js'
import { isJsonObject, type JsonObject, jsonObject, markerIn, type PayloadReading, type Profile, payloadReadings } from './payload.js'
import { brief } from './places.js'

/** A payload that an event carries, and every way in which it may. */
export interface Payload {
  readonly marker: string | undefined
  readonly readings: readonly PayloadReading[]
}

/** An event as a client dispatched it, kept small. */
export interface SeenEvent {
  readonly type: string
  /** Its first characters. */
  readonly excerpt: string
  readonly lastEventId: string
  readonly ownId: boolean
  /** What was published and is carried by it; where nothing is, one payload without a marker that it may be. */
  readonly payloads: readonly Payload[]
  /** Profile matrix: the response of `/sync` that its data is. */
  readonly sync: JsonObject | undefined
  readonly json: boolean
  readonly at: At
  /** When it was dispatched, and when the last line before its blank line had come; nanoseconds. */
  readonly t: number
  readonly lastLine_t: number
}

const EXCERPT_CHARACTERS = 200
const MOST_ID_CHARACTERS = 4096
// An event without a marker may be the one of an empty payload; it is short, whatever it is wrapped in.
const UNMARKED_CHARACTERS = 200
const MOST_JSON_CHARACTERS = 1 << 20

/** The data of an event without a marker is kept only where it may be the one of an empty payload. */
const payloadOf = (data: string): Payload => {
  const marker = markerIn(data)
  return { marker, readings: marker === undefined && data.length > UNMARKED_CHARACTERS ? [] : payloadReadings(data, marker) }
}

/** The event carries the payload with that marker. */
export const carries = ({ payloads }: SeenEvent, marker: string | undefined): boolean => payloads.some(payload => payload.marker === marker)

/** The event, kept small. */
export const seenEvent = (event: StreamEvent, at: At, profile: Profile): SeenEvent => {
  const { data } = event
  const sync = profile === 'matrix' ? jsonObject(data) : undefined
  return {
    type: detached(brief(event.type)),
    excerpt: detached(brief(data, EXCERPT_CHARACTERS)),
    lastEventId: detached(event.id.slice(0, MOST_ID_CHARACTERS)),
    ownId: event.ownId,
    payloads: sync === undefined ? [payloadOf(data)] : messagesIn(sync),
    sync,
    json: data.length < MOST_JSON_CHARACTERS && isJsonObject(data),
    at,
    t: event.t,
    lastLine_t: event.lastLine_t,
  }
}
