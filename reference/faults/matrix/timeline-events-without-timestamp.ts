import type { Fault } from '../../fault.js'
import { allRooms, changedResponses } from './changed-responses.js'

export const timelineEventsWithoutTimestamp: Fault = {
  name: 'timeline-events-without-timestamp',
  breaks: ['SYN-01b', 'SYN-01'],
  summary: 'Timeline events are written with a few selected fields only, and origin_server_ts is missing.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of allRooms(response)) for (const event of room.timeline?.events ?? []) delete event.origin_server_ts
    }),
}
