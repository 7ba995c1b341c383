/** Responses in which one string is written as it is, and not as JSON has it: with its line breaks. */

import type { Parts } from '../../parts.js'
import { type EventJson, responseOf } from './changed-chains.js'

const BREAKS = /\n|\r/

/** `pick`: the string of an event that is written so. */
export function unescaped(pick: (event: EventJson) => unknown): (clean: Parts) => Partial<Parts> {
  return clean => ({
    batchEvent: (batch, position) => {
      const event = clean.batchEvent(batch, position)
      const rooms = Object.values(responseOf(batch).rooms?.join ?? {})
      const events = rooms.flatMap(({ timeline, state }) => [...(timeline?.events ?? []), ...(state?.events ?? [])])
      const texts = events.map(pick).filter((text): text is string => typeof text === 'string' && BREAKS.test(text))
      const data = texts.reduce((written, text) => written.replaceAll(JSON.stringify(text).slice(1, -1), () => text), event.data)
      return { ...event, data }
    },
    // It is JSON, and has no line breaks.
    dataFields: payload => [`data: ${payload}`],
  })
}
