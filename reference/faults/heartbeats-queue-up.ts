import type { Fault } from '../fault.js'
import { pump } from '../stream.js'

export const heartbeatsQueueUp: Fault = {
  name: 'heartbeats-queue-up',
  breaks: ['HB-12'],
  summary: 'Heartbeats keep queuing up for a stalled reader and then reach it all at once.',
  profile: 'sse',
  wrap: () => ({
    beat: stream => {
      stream.beats_owed += 1
      pump(stream)
    },
  }),
}
