import type { Fault } from '../../fault.js'
import { withheldUntilTimeline } from './withheld-sections.js'

export const receiptsWaitForTimeline: Fault = {
  name: 'receipts-wait-for-timeline',
  breaks: ['SYN-14b'],
  summary: 'Receipts do not wake the stream; they come with the next message.',
  profile: 'matrix',
  wrap: clean => withheldUntilTimeline(clean, { in: 'room', section: 'ephemeral', type: 'm.receipt' }),
}
