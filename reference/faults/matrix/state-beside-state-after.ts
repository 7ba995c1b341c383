import type { Fault } from '../../fault.js'
import { allRooms, changedResponses } from './changed-responses.js'

export const stateBesideStateAfter: Fault = {
  name: 'state-beside-state-after',
  breaks: ['SYN-08b', 'SYN-01'],
  summary: 'The state is sent in addition to state_after, for older clients.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of allRooms(response)) if (room.state_after !== undefined) room.state = room.state_after
    }),
}
