import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const toDeviceLeftOut: Fault = {
  name: 'to-device-left-out',
  breaks: ['SYN-02i', 'RES-12b', 'RES-14', 'RES-14b', 'RES-14c', 'SYN-09b', 'SYN-15d'],
  summary: 'To-device messages are left out.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      delete response.to_device
    }),
}
