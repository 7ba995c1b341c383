import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

export const transactionIdsOfOthers: Fault = {
  name: 'transaction-ids-of-others',
  breaks: ['SYN-19b'],
  summary: 'Every device sees the transaction ids of all devices.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of joinedRooms(response))
        for (const event of room.timeline?.events ?? []) event.unsigned = { transaction_id: `of ${event.sender}`, ...event.unsigned }
    }),
}
