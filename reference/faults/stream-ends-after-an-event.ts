import type { Fault } from '../fault.js'
import { wrappedChains } from './matrix/changed-chains.js'

export const streamEndsAfterAnEvent: Fault = {
  name: 'stream-ends-after-an-event',
  breaks: ['LIF-11'],
  summary: 'The handler returns after one event, so a client has to reconnect for each event.',
  profile: 'sse',
  wrap: clean => ({
    eventFor: (stream, position) => {
      const event = clean.eventFor(stream, position)
      if (event !== undefined) setImmediate(() => clean.finish(stream))
      return event
    },
    ...wrappedChains(clean, chain => {
      let sent = false
      const next = async () => {
        const batch = sent ? undefined : await chain.next()
        sent = true
        return batch
      }
      return { next, close: chain.close }
    }),
  }),
}
