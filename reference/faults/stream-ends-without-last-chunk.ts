import type { Fault } from '../fault.js'
import type { Stream } from '../stream.js'

export const streamEndsWithoutLastChunk: Fault = {
  name: 'stream-ends-without-last-chunk',
  breaks: ['HTTP-21b', 'LIF-11'],
  summary: 'A request timeout closes the connection of every stream after three seconds, without the last chunk.',
  profile: 'sse',
  wrap: clean => ({
    heartbeats: server => {
      const beating = clean.heartbeats(server)
      const add = (stream: Stream) => {
        beating.add(stream)
        setTimeout(() => stream.outlet.destroy(), 3_000).unref()
      }
      return { ...beating, add }
    },
  }),
}
