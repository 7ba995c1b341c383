import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const knockedLeftOut: Fault = {
  name: 'knocked-left-out',
  breaks: ['SYN-02k', 'SYN-02p', 'SYN-12e', 'SYN-12f'],
  summary: 'Knocks are left out.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      delete response.rooms?.knock
    }),
}
