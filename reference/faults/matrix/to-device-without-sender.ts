import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const toDeviceWithoutSender: Fault = {
  name: 'to-device-without-sender',
  breaks: ['SYN-01h', 'SYN-01', 'SYN-02i', 'SYN-09b', 'SYN-09c'],
  summary: 'To-device messages are sent as submitted, with type and content but without a sender.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const event of response.to_device?.events ?? []) delete event.sender
    }),
}
