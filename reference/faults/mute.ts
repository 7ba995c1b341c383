import type { Fault } from '../fault.js'

export const mute: Fault = {
  name: 'mute',
  breaks: ['HTTP-10'],
  summary: 'What is published is accepted, and reaches no stream: streams carry headers and heartbeats only.',
  profile: 'sse',
  wrap: clean => ({ eventFor: (stream, position) => (position > stream.feed.opened_at ? undefined : clean.eventFor(stream, position)) }),
}
