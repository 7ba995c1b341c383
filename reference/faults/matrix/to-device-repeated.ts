import type { Fault } from '../../fault.js'
import { changedResponses, type RoomEvent } from './changed-responses.js'

export const toDeviceRepeated: Fault = {
  name: 'to-device-repeated',
  breaks: ['SYN-09c'],
  summary: 'A to-device message is sent again with the next one, because it has not been acknowledged.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => {
      let last: RoomEvent | undefined
      return response => {
        const events = response.to_device?.events
        if (events === undefined) return
        const newest = events.at(-1)
        if (last !== undefined) events.unshift(last)
        last = newest
      }
    }),
}
