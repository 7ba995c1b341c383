import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

const MOST = 10

export const toDeviceOnlyFirstOfQueue: Fault = {
  name: 'to-device-only-first-of-queue',
  breaks: ['SYN-09b'],
  summary: 'A response includes at most ten to-device messages, and its token skips the others.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      response.to_device?.events?.splice(MOST)
    }),
}
