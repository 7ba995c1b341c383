import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

// From this response on, a stream has been open for a while.
const LONG = 24

export const eventsDuringAWriteLost: Fault = {
  name: 'events-during-a-write-lost',
  breaks: ['SYN-18b'],
  summary: 'The position is read after the response is written, so events that arrive in between are skipped.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => (response, count) => {
      if (count > LONG && count % 5 === 0) for (const { timeline } of joinedRooms(response)) timeline?.events?.shift()
    }),
}
