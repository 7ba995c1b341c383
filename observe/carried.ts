import type { Profile } from '../schemas/index.js'
import { messagesIn } from './matrix/messages.js'
import { type JsonObject, jsonObject, type Payload } from './payload.js'

/** How an event carries what was published. */
interface Carrying {
  /** The event's data as a response with any number of payloads; undefined: the data is one payload, or none. */
  responseIn(data: string): JsonObject | undefined
  /** The payloads in such a response, in order. */
  payloadsIn(response: JsonObject): Payload[]
  /** An event without a marker may carry payloads. */
  readonly unmarked: boolean
}

const CARRYING: Readonly<Record<Profile, Carrying>> = {
  sse: { responseIn: () => undefined, payloadsIn: () => [], unmarked: false },
  matrix: { responseIn: jsonObject, payloadsIn: messagesIn, unmarked: true },
}

export const carryingOf = (profile: Profile): Carrying => CARRYING[profile]
