import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const toDeviceReordered: Fault = {
  name: 'to-device-reordered',
  breaks: ['SYN-09'],
  summary: 'The queue of to-device messages is read newest first.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      response.to_device?.events?.reverse()
    }),
}
