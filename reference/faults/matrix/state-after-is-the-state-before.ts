import type { Fault } from '../../fault.js'
import { allRooms, changedResponses, keepEvents } from './changed-responses.js'

export const stateAfterIsTheStateBefore: Fault = {
  name: 'state-after-is-the-state-before',
  breaks: ['SYN-08c', 'SYN-08'],
  summary: 'state_after contains what `state` did: timeline events are not included.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of allRooms(response)) {
        const there = new Set(room.timeline?.events?.map(({ event_id }) => event_id))
        keepEvents(room, 'state_after', ({ event_id }) => !there.has(event_id))
      }
    }),
}
