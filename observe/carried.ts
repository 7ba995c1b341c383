import type { JsonObject, Payload } from './payload.js'

/** How an event carries what was published. */
export interface Carrying {
  /** The event's data as a response with any number of payloads; undefined: the data is one payload, or none. */
  responseIn(data: string): JsonObject | undefined
  /** The payloads in such a response, in order. */
  payloadsIn(response: JsonObject): Payload[]
  /** An event without a marker may carry payloads. */
  readonly unmarked: boolean
  /** Content is compared byte by byte, so it is kept. */
  readonly keeps?: true
}

export const onePayloadPerEvent: Carrying = { responseIn: () => undefined, payloadsIn: () => [], unmarked: false }
