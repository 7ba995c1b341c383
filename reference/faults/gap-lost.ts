import type { StoredEvent } from '../channel.js'
import type { Fault } from '../fault.js'

export const gapLost: Fault = {
  name: 'gap-lost',
  breaks: ['RES-03', 'ID-08', 'RES-02', 'RES-11', 'RES-22'],
  summary: 'The replay buffer is filled by the open streams, so events published while no client is connected are not stored.',
  profile: 'sse',
  // On one channel, streams of other scenarios are open nearly always.
  channels: true,
  wrap: clean => {
    const lost = new WeakSet<StoredEvent>()
    return {
      publish: (publication, server) => {
        const heard = (server.channels.get(publication.channel)?.streams.size ?? 0) > 0
        const id = clean.publish(publication, server)
        const event = server.channels.get(publication.channel)?.kept.at(-1)
        if (!heard && event !== undefined) lost.add(event)
        return id
      },
      eventFor: (stream, position) => {
        const event = clean.eventFor(stream, position)
        return event !== undefined && lost.has(event) ? undefined : event
      },
    }
  },
}
