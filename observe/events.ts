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
const UNMARKED_CHARACTERS = 1000

export const seenEvent = (event: StreamEvent, at: At, lastLine_t: number): SeenEvent => {
  const marker = markerIn(event.data)
  return {
    type: detached(brief(event.type)),
    excerpt: detached(brief(event.data, EXCERPT_CHARACTERS)),
    lastEventId: detached(event.id.slice(0, MOST_ID_CHARACTERS)),
    ownId: event.ownId,
    marker,
    readings: marker === undefined && event.data.length > UNMARKED_CHARACTERS ? [] : payloadReadings(event.data, marker),
    json: event.data.length < 1 << 20 && isJsonObject(event.data),
    at,
    t: event.t,
    lastLine_t,
  }
}
