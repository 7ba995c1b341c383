import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

export const liveEventsBeforeMissedOnes: Fault = {
  name: 'live-events-before-missed-ones',
  breaks: ['RES-04d', 'RES-04b', 'RES-16c', 'SYN-18d'],
  summary: 'On a resumed stream, live events are sent before the missed ones.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, ({ since }) => (response, count) => {
      if (since === undefined || count > 1) return
      for (const { timeline } of joinedRooms(response)) {
        const newest = timeline?.events?.pop()
        if (newest !== undefined) timeline?.events?.unshift(newest)
      }
    }),
}
