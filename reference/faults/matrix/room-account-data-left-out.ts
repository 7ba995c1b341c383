import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

export const roomAccountDataLeftOut: Fault = {
  name: 'room-account-data-left-out',
  breaks: ['SYN-02e', 'SYN-03g', 'SYN-15b'],
  summary: 'Room account data is sent in the initial sync and never again.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => (response, count) => {
      if (count > 1) for (const room of joinedRooms(response)) delete room.account_data
    }),
}
