import type { Fault } from '../fault.js'
import { pieceOf } from '../piece.js'
import type { Stream } from '../stream.js'

export const streamEndsInsideAnEvent: Fault = {
  name: 'stream-ends-inside-an-event',
  breaks: ['FRM-27', 'LIF-11'],
  summary: 'A request timeout writes a goodbye after three seconds and ends every stream without the blank line that should follow it.',
  profile: 'sse',
  wrap: clean => ({
    heartbeats: server => {
      const beating = clean.heartbeats(server)
      const goodbye = pieceOf('event', Buffer.from('data: goodbye\n'), server.parts.chunkSize)
      const add = (stream: Stream) => {
        beating.add(stream)
        const leave = () => {
          if (stream.bytes === undefined && !stream.closed) stream.outlet.write(goodbye)
          clean.finish(stream)
        }
        setTimeout(leave, 3_000).unref()
      }
      return { ...beating, add }
    },
  }),
}
