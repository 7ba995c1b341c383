import type { Fault } from '../../fault.js'
import { allRooms, changedResponses } from './changed-responses.js'

export const timelineEventsWithoutTimestamp: Fault = {
  name: 'timeline-events-without-timestamp',
  breaks: ['SYN-01b', 'SYN-01'],
  summary: 'The events of timelines are written with a chosen few of their fields, and origin_server_ts is not among them.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of allRooms(response)) for (const event of room.timeline?.events ?? []) delete event.origin_server_ts
    }),
}
