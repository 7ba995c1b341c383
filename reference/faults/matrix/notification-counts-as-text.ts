import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

export const notificationCountsAsText: Fault = {
  name: 'notification-counts-as-text',
  breaks: ['SYN-01k', 'SYN-01', 'SYN-02n'],
  summary: 'Notification counts are sent as strings, as they come from the database.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of joinedRooms(response)) {
        const counts = Object.entries(room.unread_notifications ?? {})
        room.unread_notifications = Object.fromEntries(counts.map(([name, count]) => [name, String(count)]))
      }
    }),
}
