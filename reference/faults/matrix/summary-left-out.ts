import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

export const summaryLeftOut: Fault = {
  name: 'summary-left-out',
  breaks: ['SYN-02m'],
  summary: 'Room summaries are sent in the initial sync and never again.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => (response, count) => {
      if (count > 1) for (const room of joinedRooms(response)) delete room.summary
    }),
}
