import type { Fault } from '../../fault.js'
import { withheldUntilTimeline } from './withheld-sections.js'

export const typingWaitsForTimeline: Fault = {
  name: 'typing-waits-for-timeline',
  breaks: ['SYN-14'],
  summary: 'Typing does not wake the stream; it comes with the next message.',
  profile: 'matrix',
  wrap: clean => withheldUntilTimeline(clean, { in: 'room', section: 'ephemeral', type: 'm.typing' }),
}
