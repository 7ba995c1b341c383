import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

export const transactionIdsLeftOut: Fault = {
  name: 'transaction-ids-left-out',
  breaks: ['SYN-19'],
  summary: 'Events are built once for all streams, without transaction ids.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of joinedRooms(response)) for (const event of room.timeline?.events ?? []) delete event.unsigned?.transaction_id
    }),
}
