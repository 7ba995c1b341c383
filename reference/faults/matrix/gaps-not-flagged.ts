import type { Fault } from '../../fault.js'
import { allRooms, changedResponses } from './changed-responses.js'

export const gapsNotFlagged: Fault = {
  name: 'gaps-not-flagged',
  breaks: ['RES-16', 'RES-16b', 'RES-16c', 'RES-03b', 'SYN-03c'],
  summary: 'An incomplete timeline is not marked as limited.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of allRooms(response)) if (room.timeline !== undefined) room.timeline.limited = false
    }),
}
