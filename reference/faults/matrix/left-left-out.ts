import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const leftLeftOut: Fault = {
  name: 'left-left-out',
  breaks: ['SYN-02l', 'SYN-02b', 'SYN-02c', 'SYN-03i', 'SYN-12', 'SYN-12b', 'SYN-12c', 'SYN-12d', 'SYN-12e'],
  summary: 'Rooms that the user has left are omitted.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      delete response.rooms?.leave
    }),
}
