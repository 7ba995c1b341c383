import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms, type RoomEvent } from './changed-responses.js'

// From this response on, a stream has been open for a while.
const LONG = 24

export const timelineShuffledWhenLong: Fault = {
  name: 'timeline-shuffled-when-long',
  breaks: ['SYN-18', 'SYN-18b'],
  summary: 'Two workers write to a busy stream, and occasionally one overtakes the other.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => {
      let held: RoomEvent | undefined
      return (response, count) => {
        for (const { timeline } of joinedRooms(response)) {
          const events = timeline?.events
          if (events === undefined || events.length === 0) continue
          if (held !== undefined) {
            events.push(held)
            held = undefined
          } else if (count > LONG && count % 5 === 0) held = events.pop()
        }
      }
    }),
}
