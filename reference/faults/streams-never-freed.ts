import type { Fault } from '../fault.js'

export const streamsNeverFreed: Fault = {
  name: 'streams-never-freed',
  breaks: ['LIF-01', 'BRW-11', 'BRW-11b'],
  summary: 'After its client disconnects, a stream stays in the list of open streams, with everything it holds.',
  profile: 'sse',
  wrap: () => ({ closed: stream => stream.feed.close(stream) }),
}
