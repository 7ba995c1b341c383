import type { Fault } from '../fault.js'
import { wrappedChains } from './matrix/changed-chains.js'

export const mute: Fault = {
  name: 'mute',
  breaks: ['HTTP-10'],
  summary: 'What is published is accepted, and reaches no stream: streams carry headers and heartbeats only.',
  profile: 'sse',
  wrap: clean => ({
    eventFor: (stream, position) => (position > stream.feed.opened_at ? undefined : clean.eventFor(stream, position)),
    // The chain is followed all the same: where it ends, the stream does.
    ...wrappedChains(clean, chain => ({
      next: async () => {
        while ((await chain.next()) !== undefined);
        return undefined
      },
      close: chain.close,
    })),
  }),
}
