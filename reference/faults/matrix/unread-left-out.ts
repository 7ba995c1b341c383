import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

export const unreadLeftOut: Fault = {
  name: 'unread-left-out',
  breaks: ['SYN-02n'],
  summary: 'Notification counts are left out.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of joinedRooms(response)) delete room.unread_notifications
    }),
}
