import type { Fault } from '../fault.js'
import type { Stream } from '../stream.js'

export const bytesAfterTheLastChunk: Fault = {
  name: 'bytes-after-the-last-chunk',
  breaks: ['HTTP-30', 'LIF-11'],
  summary: 'A timeout ends every stream after three seconds, then writes a goodbye after the response has ended.',
  profile: 'sse',
  wrap: clean => ({
    lastChunk: () => Buffer.concat([clean.lastChunk(), Buffer.from(': goodbye\n\n')]),
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
