import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms, keepEvents } from './changed-responses.js'

export const lazyMembersOnlyFirst: Fault = {
  name: 'lazy-members-only-first',
  breaks: ['SYN-20'],
  summary: 'Lazily loaded members are determined for the first response only.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, request => (response, count) => {
      if (count > 1 && request.filter?.includes('lazy_load_members') === true)
        for (const room of joinedRooms(response)) keepEvents(room, 'state', ({ type }) => type !== 'm.room.member')
    }),
}
