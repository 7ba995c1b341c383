import type { At } from '../schemas/index.js'
import { detached, type StreamEvent } from '../wire/index.js'
import type { Carrying } from './carried.js'
import { type JsonObject, markerIn, type Payload, payloadReadings } from './payload.js'
import { brief } from './places.js'

/** An event as a client dispatched it, kept small. */
export interface SeenEvent {
  readonly type: string
  /** Its first characters. */
  readonly excerpt: string
  readonly lastEventId: string
  readonly ownId: boolean
  /** The publications that it carries; if none, a payload without a marker that it may be. */
  readonly payloads: readonly Payload[]
  /** Profile matrix: the `/sync` response in its data. */
  readonly sync: JsonObject | undefined
  readonly at: At
  /** When it was dispatched, and when the last line before its blank line had arrived; nanoseconds. */
  readonly t: number
  readonly lastLine_t: number
}

const EXCERPT_CHARACTERS = 200
const MOST_ID_CHARACTERS = 4096
// An event without a marker may be the one of an empty payload, which is short in any wrapping.
const UNMARKED_CHARACTERS = 200

/** Keep the data of an event without a marker only if it may be that of an empty payload. */
const payloadOf = (data: string): Payload => {
  const marker = markerIn(data)
  return { marker, readings: marker === undefined && data.length > UNMARKED_CHARACTERS ? [] : payloadReadings(data, marker) }
}

/** Does the event carry the payload with that marker? */
export const carries = ({ payloads }: SeenEvent, marker: string | undefined): boolean => payloads.some(payload => payload.marker === marker)

/** Reduces the event to what is kept. */
export const seenEvent = (event: StreamEvent, at: At, { responseIn, payloadsIn }: Carrying): SeenEvent => {
  const { data } = event
  const sync = responseIn(data)
  return {
    type: detached(brief(event.type)),
    excerpt: detached(brief(data, EXCERPT_CHARACTERS)),
    lastEventId: detached(event.id.slice(0, MOST_ID_CHARACTERS)),
    ownId: event.ownId,
    payloads: sync === undefined ? [payloadOf(data)] : payloadsIn(sync),
    sync,
    at,
    t: event.t,
    lastLine_t: event.lastLine_t,
  }
}
