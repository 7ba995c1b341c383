import type { Fault } from '../fault.js'
import { wrappedChains } from './matrix/changed-chains.js'

export const mute: Fault = {
  name: 'mute',
  breaks: ['HTTP-10'],
  summary: 'Published events are accepted but reach no stream: streams carry only headers and heartbeats.',
  profile: 'sse',
  wrap: clean => ({
    eventFor: (stream, position) => (position > stream.feed.opened_at ? undefined : clean.eventFor(stream, position)),
    // The chain is still followed, so that the stream ends with it.
    ...wrappedChains(clean, chain => ({
      next: async () => {
        while ((await chain.next()) !== undefined);
        return undefined
      },
      close: chain.close,
    })),
  }),
}
