import type { At } from '../schemas/index.js'
import { detached, type StreamEvent } from '../wire/index.js'
import { isJsonObject, markerIn, type PayloadReading, payloadReadings } from './payload.js'
import { brief } from './places.js'

/** An event as a client dispatched it, kept small. */
export interface SeenEvent {
  readonly type: string
  /** Its first characters. */
  readonly excerpt: string
  readonly lastEventId: string
  readonly ownId: boolean
  readonly marker: string | undefined
  readonly readings: readonly PayloadReading[]
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

/** The event, kept small. The data of one without a marker is kept only where it may be the one of an empty payload. */
export const seenEvent = (event: StreamEvent, at: At): SeenEvent => {
  const { data } = event
  const marker = markerIn(data)
  return {
    type: detached(brief(event.type)),
    excerpt: detached(brief(data, EXCERPT_CHARACTERS)),
    lastEventId: detached(event.id.slice(0, MOST_ID_CHARACTERS)),
    ownId: event.ownId,
    marker,
    readings: marker === undefined && data.length > UNMARKED_CHARACTERS ? [] : payloadReadings(data, marker),
    json: data.length < MOST_JSON_CHARACTERS && isJsonObject(data),
    at,
    t: event.t,
    lastLine_t: event.lastLine_t,
  }
}
