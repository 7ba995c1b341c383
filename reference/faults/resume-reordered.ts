import type { Fault } from '../fault.js'
import type { Stream } from '../stream.js'

export const resumeReordered: Fault = {
  name: 'resume-reordered',
  breaks: ['RES-04b', 'RES-22c', 'RES-22', 'RES-22b'],
  summary: 'Replay reads the buffer newest first.',
  profile: 'sse',
  wrap: clean => {
    const starts = new WeakMap<Stream, number>()
    return {
      eventFor: (stream, position) => {
        const { opened_at } = stream.feed
        const start = starts.get(stream) ?? position - 1
        starts.set(stream, start)
        return clean.eventFor(stream, position > opened_at ? position : opened_at + start + 1 - position)
      },
    }
  },
}
