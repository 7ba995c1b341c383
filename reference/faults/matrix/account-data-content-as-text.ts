import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

export const accountDataContentAsText: Fault = {
  name: 'account-data-content-as-text',
  breaks: ['SYN-01f', 'SYN-01', 'RES-01', 'SYN-02e', 'SYN-03g'],
  summary: 'Room account data is stored as text, and its content is sent as a string.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of joinedRooms(response))
        for (const event of room.account_data?.events ?? []) event.content = JSON.stringify(event.content)
    }),
}
