import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms, keepEvents } from './changed-responses.js'

export const receiptsLeftOut: Fault = {
  name: 'receipts-left-out',
  breaks: ['SYN-02f', 'SYN-14b'],
  summary: 'Receipts are left out.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of joinedRooms(response)) keepEvents(room, 'ephemeral', ({ type }) => type !== 'm.receipt')
    }),
}
