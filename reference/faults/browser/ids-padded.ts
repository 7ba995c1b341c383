import type { Fault } from '../../fault.js'

export const idsPadded: Fault = {
  name: 'ids-padded',
  breaks: ['BRW-03'],
  summary: 'Ids are written with a space at their end, as they stand in a table of fixed width; what comes back has lost it.',
  profile: 'sse',
  wrap: clean => ({
    encodeEvent: (event, server) => clean.encodeEvent({ ...event, id: `${event.id} ` }, server),
  }),
}
