import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const presenceLeftOut: Fault = {
  name: 'presence-left-out',
  breaks: ['SYN-02h', 'SYN-14c'],
  summary: 'Presence is left out.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      delete response.presence
    }),
}
