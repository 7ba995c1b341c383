import { channelOf } from '../channel-feed.js'
import type { Fault } from '../fault.js'
import { pieceOf } from '../piece.js'

export const shutdownInsideAnEvent: Fault = {
  name: 'shutdown-inside-an-event',
  breaks: ['LIF-03'],
  summary: 'A shutdown does not wait for the event being written and cuts it in half.',
  profile: 'sse',
  wrap: clean => ({
    finish: stream => {
      const newest = channelOf(stream)?.kept.at(-1)?.piece.bytes ?? Buffer.from('data: the server is going down\n\n')
      const half = newest.subarray(0, Math.min(newest.length >> 1, 32 * 1024))
      if (stream.bytes === undefined && !stream.closed) stream.outlet.write(pieceOf('event', half, stream.server.parts.chunkSize))
      clean.finish(stream)
    },
  }),
}
