import type { Fault } from '../../fault.js'
import { allRooms, changedResponses, keepEvents } from './changed-responses.js'

export const redactionsLeftOut: Fault = {
  name: 'redactions-left-out',
  breaks: ['SYN-02b'],
  summary: 'Redactions are not treated as messages and are left out of timelines.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of allRooms(response)) keepEvents(room, 'timeline', ({ type }) => type !== 'm.room.redaction')
    }),
}
