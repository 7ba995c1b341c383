import type { Fault } from '../../fault.js'
import type { Stream } from '../../stream.js'

export const heartbeatsAfterFirstEvent: Fault = {
  name: 'heartbeats-after-first-event',
  breaks: ['RES-15d', 'HB-07'],
  summary: 'The heartbeat timer starts with the first event, which a caught-up client may not receive for hours.',
  profile: 'matrix',
  wrap: clean => {
    const waiting = new WeakSet<Stream>()
    return {
      heartbeats: server => startedLater(clean.heartbeats(server), waiting),
      nextEvent: stream => {
        const event = clean.nextEvent(stream)
        if (event !== undefined && waiting.delete(stream)) stream.server.heartbeats.add(stream)
        return event
      },
    }
  },
}

type Heartbeats = Stream['server']['heartbeats']

/** When a stream is added first, it is only noted; the second time, heartbeats start. */
export function startedLater(inner: Heartbeats, waiting: WeakSet<Stream>): Heartbeats {
  const noted = new WeakSet<Stream>()
  return {
    add: stream => {
      if (noted.has(stream)) inner.add(stream)
      else waiting.add(stream)
      noted.add(stream)
    },
    remove: stream => {
      waiting.delete(stream)
      inner.remove(stream)
    },
  }
}
