import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const toDeviceReordered: Fault = {
  name: 'to-device-reordered',
  breaks: ['SYN-09'],
  summary: 'The to-device message queue is read newest first.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      response.to_device?.events?.reverse()
    }),
}
