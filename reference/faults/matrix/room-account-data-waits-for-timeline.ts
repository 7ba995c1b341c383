import type { Fault } from '../../fault.js'
import { withheldUntilTimeline } from './withheld-sections.js'

export const roomAccountDataWaitsForTimeline: Fault = {
  name: 'room-account-data-waits-for-timeline',
  breaks: ['SYN-15b'],
  summary: 'Room account data does not wake the stream; it comes with the next message.',
  profile: 'matrix',
  wrap: clean => withheldUntilTimeline(clean, { in: 'room', section: 'account_data' }),
}
