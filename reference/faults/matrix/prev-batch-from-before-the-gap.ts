import type { Fault } from '../../fault.js'
import { allRooms, changedResponses } from './changed-responses.js'

export const prevBatchFromBeforeTheGap: Fault = {
  name: 'prev-batch-from-before-the-gap',
  breaks: ['RES-16c', 'RES-03b'],
  summary: 'The prev_batch token of a gap is the token that the client resumed from.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, request => {
      let { since } = request
      return response => {
        for (const room of allRooms(response)) if (room.timeline?.limited === true && since !== undefined) room.timeline.prev_batch = since
        since = response.next_batch
      }
    }),
}
