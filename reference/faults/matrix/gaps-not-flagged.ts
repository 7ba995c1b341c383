import type { Fault } from '../../fault.js'
import { allRooms, changedResponses } from './changed-responses.js'

export const gapsNotFlagged: Fault = {
  name: 'gaps-not-flagged',
  breaks: ['RES-16', 'RES-16b', 'RES-16c', 'RES-03b', 'SYN-03c'],
  summary: 'A timeline that does not hold everything does not say so.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of allRooms(response)) if (room.timeline !== undefined) room.timeline.limited = false
    }),
}
