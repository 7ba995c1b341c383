import { admitted } from '../authenticate.js'
import type { Fault } from '../fault.js'
import { namesUnknownEvent } from '../unknown-event.js'

export const unknownLastEventIdHangs: Fault = {
  name: 'unknown-last-event-id-hangs',
  breaks: ['RES-07b'],
  summary: 'A request with an id that is not in the buffer waits for that event and never gets a response.',
  profile: 'sse',
  wrap: clean => ({
    openStream: exchange => {
      if (!namesUnknownEvent(exchange) || !admitted(exchange)) clean.openStream(exchange)
    },
  }),
}
