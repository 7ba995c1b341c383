import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const invitedLeftOut: Fault = {
  name: 'invited-left-out',
  breaks: ['SYN-02j', 'SYN-02p', 'SYN-12', 'SYN-12b', 'SYN-12f', 'SYN-15e'],
  summary: 'Invites are left out.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      delete response.rooms?.invite
    }),
}
