import type { Fault } from '../fault.js'

export const streamsNeverFreed: Fault = {
  name: 'streams-never-freed',
  breaks: ['LIF-01', 'BRW-11', 'BRW-11b'],
  summary: 'A stream that its client left stays in the list of open ones, with all that it holds.',
  profile: 'sse',
  wrap: () => ({ closed: stream => stream.feed.close(stream) }),
}
