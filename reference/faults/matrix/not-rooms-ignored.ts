import type { Fault } from '../../fault.js'
import { changedFilter } from './changed-responses.js'

export const notRoomsIgnored: Fault = {
  name: 'not-rooms-ignored',
  breaks: ['SYN-03d'],
  summary: 'The filter applies `rooms` but ignores `not_rooms`.',
  profile: 'matrix',
  wrap: clean =>
    changedFilter(clean, filter => {
      delete filter.room?.not_rooms
    }),
}
