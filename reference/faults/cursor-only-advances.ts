import type { Channel } from '../channel.js'
import type { Fault } from '../fault.js'

export const cursorOnlyAdvances: Fault = {
  name: 'cursor-only-advances',
  // What was on its way when a connection was cut counts as delivered, too.
  breaks: ['RES-13', 'RES-02', 'RES-03', 'RES-22'],
  summary:
    'The server keeps one cursor that only advances, so resuming from an older id does not replay events that were already delivered once.',
  profile: 'sse',
  wrap: clean => {
    const delivered = new WeakMap<Channel, number>()
    return {
      eventFor: (stream, position) => {
        // From the server's view, an event whose successor was sent has been delivered.
        const { channel } = stream.feed
        delivered.set(channel, Math.max(delivered.get(channel) ?? 0, position - 1))
        return clean.eventFor(stream, position)
      },
      resumeFrom: (id, channel, exchange) => Math.max(clean.resumeFrom(id, channel, exchange), delivered.get(channel) ?? 0),
    }
  },
}
