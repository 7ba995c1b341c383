/** Responses in which one string is written unescaped, with its line breaks, instead of as JSON. */

import type { Parts } from '../../parts.js'
import { type EventJson, responseOf } from './changed-chains.js'

const BREAKS = /\n|\r/

/** `pick`: the string of an event that is written unescaped. */
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
    // The JSON itself has no line breaks.
    dataFields: payload => [`data: ${payload}`],
  })
}
