import type { Fault } from '../fault.js'
import { pump } from '../stream.js'

export const heartbeatsQueueUp: Fault = {
  name: 'heartbeats-queue-up',
  breaks: ['HB-12'],
  summary: 'Heartbeats go on being queued for a reader that takes nothing, and reach it all at once.',
  profile: 'sse',
  wrap: () => ({
    beat: stream => {
      stream.beats_owed += 1
      pump(stream)
    },
  }),
}
