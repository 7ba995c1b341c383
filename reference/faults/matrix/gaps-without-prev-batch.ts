import type { Fault } from '../../fault.js'
import { allRooms, changedResponses } from './changed-responses.js'

export const gapsWithoutPrevBatch: Fault = {
  name: 'gaps-without-prev-batch',
  breaks: ['RES-16b', 'RES-16c', 'RES-03b'],
  summary: 'A gap is flagged but has no prev_batch token.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of allRooms(response)) if (room.timeline?.limited === true) delete room.timeline.prev_batch
    }),
}
