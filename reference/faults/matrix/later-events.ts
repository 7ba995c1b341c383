/** Events that are changed from some place of a stream on: the first ones are those that clients of tests resume from. */

import type { EventToWrite } from '../../event-stream.js'
import type { Parts } from '../../parts.js'

const LATER = 7

export const laterEvents = (clean: Parts, changed: (event: EventToWrite) => EventToWrite): Pick<Parts, 'batchEvent'> => ({
  batchEvent: (batch, position) => {
    const event = clean.batchEvent(batch, position)
    return position < LATER ? event : changed(event)
  },
})

/** Changes the token in the data, too. */
export const laterTokens = (clean: Parts, changed: (token: string) => string): Pick<Parts, 'batchEvent'> =>
  laterEvents(clean, event => {
    const id = changed(event.id)
    return { ...event, id, data: event.data.replace(JSON.stringify(event.id), JSON.stringify(id)) }
  })
