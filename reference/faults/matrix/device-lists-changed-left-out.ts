import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const deviceListsChangedLeftOut: Fault = {
  name: 'device-lists-changed-left-out',
  breaks: ['SYN-02o', 'SYN-16', 'SYN-15f'],
  summary: 'Changed device lists are left out.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      delete response.device_lists?.changed
    }),
}
