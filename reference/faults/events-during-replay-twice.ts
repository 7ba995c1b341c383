import type { Fault } from '../fault.js'
import type { Stream } from '../stream.js'
import { slowReplay } from './slow-replay.js'

export const eventsDuringReplayTwice: Fault = {
  name: 'events-during-replay-twice',
  breaks: ['RES-22b', 'ID-10'],
  summary: 'A resumed stream subscribes before its replay is read, and sends events published meanwhile twice.',
  profile: 'sse',
  wrap: clean => {
    const again = new WeakSet<Stream>()
    const { nextEvent } = slowReplay(clean, (stream, { read_at }) => {
      if (read_at === undefined) return undefined
      const { feed } = stream
      if (feed.position === read_at && !again.has(stream)) {
        again.add(stream)
        feed.position = feed.opened_at
      }
      return clean.nextEvent(stream)
    })
    return { nextEvent }
  },
}
