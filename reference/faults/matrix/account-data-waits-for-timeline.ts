import type { Fault } from '../../fault.js'
import { withheldUntilTimeline } from './withheld-sections.js'

export const accountDataWaitsForTimeline: Fault = {
  name: 'account-data-waits-for-timeline',
  breaks: ['SYN-15', 'SYN-15c'],
  summary: 'Account data does not wake the stream; it comes with the next message.',
  profile: 'matrix',
  wrap: clean => withheldUntilTimeline(clean, { in: 'response', section: 'account_data' }),
}
