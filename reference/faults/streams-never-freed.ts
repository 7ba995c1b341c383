import type { Fault } from '../fault.js'

export const streamsNeverFreed: Fault = {
  name: 'streams-never-freed',
  breaks: ['LIF-01'],
  summary: 'A stream that its client left stays in the list of open ones, with all that it holds.',
  profile: 'sse',
  wrap: () => ({ closed: stream => stream.feed.close(stream) }),
}
