import type { Fault } from '../fault.js'
import type { Stream } from '../stream.js'
import { slowReplay } from './slow-replay.js'

export const newEventsBeforeReplay: Fault = {
  name: 'new-events-before-replay',
  breaks: ['RES-22c', 'RES-22', 'RES-22b', 'RES-13', 'ID-08'],
  summary:
    'A resumed stream sends events published while its replay is read before the replay; if it is cut in between, the last event ID is wrong.',
  profile: 'sse',
  wrap: clean => {
    const live = new WeakMap<Stream, { sent: number; replaying: boolean }>()
    const { nextEvent } = slowReplay(clean, (stream, { from, read_at }) => {
      const { feed } = stream
      const state = live.get(stream) ?? { sent: feed.opened_at, replaying: false }
      live.set(stream, state)
      if (read_at === undefined) {
        feed.position = state.sent
        const event = clean.nextEvent(stream)
        state.sent = feed.position
        return event
      }
      if (!state.replaying) {
        state.replaying = true
        feed.position = from
      } else if (feed.position === feed.opened_at) feed.position = state.sent
      return clean.nextEvent(stream)
    })
    return { nextEvent }
  },
}
