import type { Fault } from '../fault.js'
import type { Piece } from '../piece.js'
import { pump, type Stream } from '../stream.js'

export const readersQueueWithoutBound: Fault = {
  name: 'readers-queue-without-bound',
  breaks: ['SEC-21'],
  summary: 'Each stream has its own queue with a copy of every event, and no reader is dropped however long the queue is.',
  profile: 'sse',
  wrap: clean => {
    const queues = new WeakMap<Stream, Piece[]>()
    return {
      fanOut: channel => {
        for (const stream of channel.streams) {
          const queue = queues.get(stream) ?? []
          queues.set(stream, queue)
          for (let event = clean.nextEvent(stream); event !== undefined; event = clean.nextEvent(stream)) {
            queue.push({ ...event, bytes: Buffer.from(event.bytes), chunked: undefined, deflated: undefined })
          }
          pump(stream)
        }
      },
      nextEvent: stream => queues.get(stream)?.shift() ?? clean.nextEvent(stream),
      drop: () => undefined,
    }
  },
}
