/** Changes events from some position of a stream on; test clients resume from the first ones. */

import type { EventToWrite } from '../../event-stream.js'
import type { Parts } from '../../parts.js'

const LATER = 7

export const laterEvents = (clean: Parts, changed: (event: EventToWrite) => EventToWrite): Pick<Parts, 'batchEvent'> => ({
  batchEvent: (batch, position) => {
    const event = clean.batchEvent(batch, position)
    return position < LATER ? event : changed(event)
  },
})

/** Changes the token in the data too. */
export const laterTokens = (clean: Parts, changed: (token: string) => string): Pick<Parts, 'batchEvent'> =>
  laterEvents(clean, event => {
    const id = changed(event.id)
    return { ...event, id, data: event.data.replace(JSON.stringify(event.id), JSON.stringify(id)) }
  })
