import type { Fault } from '../fault.js'
import { slowReplay } from './slow-replay.js'

export const eventsDuringReplayLost: Fault = {
  name: 'events-during-replay-lost',
  breaks: ['RES-22'],
  summary: 'A resumed stream subscribes to new events only after its replay was read, so events published meanwhile are lost.',
  profile: 'sse',
  wrap: clean => {
    const { replayOf, nextEvent } = slowReplay(clean, (stream, { read_at }) =>
      read_at === undefined ? undefined : clean.nextEvent(stream),
    )
    return {
      nextEvent,
      eventFor: (stream, position) => {
        const read_at = replayOf(stream)?.read_at ?? 0
        return position > stream.feed.opened_at && position <= read_at ? undefined : clean.eventFor(stream, position)
      },
    }
  },
}
