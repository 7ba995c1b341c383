import type { Fault } from '../fault.js'
import type { Stream } from '../stream.js'

export const streamEndsByItself: Fault = {
  name: 'stream-ends-by-itself',
  breaks: ['LIF-11'],
  summary: 'A request timeout cleanly ends every stream after three seconds.',
  profile: 'sse',
  wrap: clean => ({
    heartbeats: server => {
      const beating = clean.heartbeats(server)
      const add = (stream: Stream) => {
        beating.add(stream)
        setTimeout(() => clean.finish(stream), 3_000).unref()
      }
      return { ...beating, add }
    },
  }),
}
