import type { Fault } from '../../fault.js'

export const idsPadded: Fault = {
  name: 'ids-padded',
  breaks: ['BRW-03'],
  summary: 'Ids are padded with a trailing space, as in a fixed-width table, and come back without it.',
  profile: 'sse',
  wrap: clean => ({
    encodeEvent: (event, server) => clean.encodeEvent({ ...event, id: `${event.id} ` }, server),
  }),
}
