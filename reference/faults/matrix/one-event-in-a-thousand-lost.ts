import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

const SHARE = 1 / 1000

export const oneEventInAThousandLost: Fault = {
  name: 'one-event-in-a-thousand-lost',
  breaks: ['RES-03c', 'RES-03b'],
  summary: 'Of a thousand events around cuts one is lost: the first of the response that a resumed stream begins with.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, ({ since }) => (response, count) => {
      if (since === undefined || count > 1) return
      for (const { timeline } of joinedRooms(response)) {
        if (timeline?.events !== undefined) timeline.events = timeline.events.filter(() => Math.random() >= SHARE)
      }
    }),
}
