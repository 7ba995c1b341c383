import { channelOf } from '../channel-feed.js'
import type { Fault } from '../fault.js'

export const slowReaderSkipsEvents: Fault = {
  name: 'slow-reader-skips-events',
  breaks: ['RES-19c'],
  summary: "A slow reader's queue keeps only the newest event, and its stream continues as if nothing were missing.",
  profile: 'sse',
  wrap: () => ({
    drop: stream => {
      const channel = channelOf(stream)
      if (channel === undefined || stream.feed.kind !== 'channel') return
      stream.feed.position = Math.max(stream.feed.position, channel.newest - 1)
      stream.stalled_bytes = 0
    },
  }),
}
