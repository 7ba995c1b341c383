import { eventAt, type StoredEvent } from '../channel.js'
import { channelOf } from '../channel-feed.js'
import type { Fault } from '../fault.js'

// Longer than anything that a client waits for by default.
const LATE_MS = 7000

export const eventsLate: Fault = {
  name: 'events-late',
  breaks: ['HTTP-10'],
  summary: 'A queue behind the server delays every event by seven seconds.',
  profile: 'sse',
  wrap: clean => {
    const due_ms = new WeakMap<StoredEvent, number>()
    return {
      fanOut: (channel, server) => {
        const event = channel.kept.at(-1)
        if (event !== undefined) due_ms.set(event, performance.now() + LATE_MS)
        setTimeout(() => clean.fanOut(channel, server), LATE_MS + 1).unref()
      },
      nextEvent: stream => {
        const channel = channelOf(stream)
        const next = channel === undefined || stream.feed.kind !== 'channel' ? undefined : eventAt(channel, stream.feed.position + 1)
        return next !== undefined && performance.now() < (due_ms.get(next) ?? 0) ? undefined : clean.nextEvent(stream)
      },
    }
  },
}
