import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const leftLeftOut: Fault = {
  name: 'left-left-out',
  breaks: ['SYN-02l'],
  summary: 'Rooms that were left are left out.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      delete response.rooms?.leave
    }),
}
