import type { Fault } from '../../fault.js'

export const eventsSentTwice: Fault = {
  name: 'events-sent-twice',
  breaks: ['BRW-16b', 'BRW-03c', 'BRW-12', 'BRW-12b', 'BRW-12c', 'BRW-15'],
  summary: 'A stream is subscribed twice, so each event is written twice.',
  profile: 'sse',
  wrap: clean => ({
    encodeEvent: (event, server) => {
      const bytes = clean.encodeEvent(event, server)
      return Buffer.concat([bytes, bytes])
    },
  }),
}
