import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const deviceListsLeftLeftOut: Fault = {
  name: 'device-lists-left-left-out',
  breaks: ['SYN-02s'],
  summary: 'Users who no longer share a room are left out of the device lists.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      delete response.device_lists?.left
    }),
}
