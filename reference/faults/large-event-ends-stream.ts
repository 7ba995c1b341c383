import type { Fault } from '../fault.js'
import { SLICE_BYTES } from '../piece.js'

export const largeEventEndsStream: Fault = {
  name: 'large-event-ends-stream',
  breaks: ['FRM-15g', 'LIF-11'],
  summary: "An event over 64 KiB exceeds the stream's size limit and ends the stream.",
  profile: 'sse',
  wrap: clean => ({
    eventFor: (stream, position) => {
      const event = clean.eventFor(stream, position)
      if (event === undefined || event.piece.bytes.length <= SLICE_BYTES) return event
      clean.finish(stream)
      return undefined
    },
  }),
}
