import type { Fault } from '../../fault.js'
import { withheldUntilTimeline } from './withheld-sections.js'

export const presenceWaitsForTimeline: Fault = {
  name: 'presence-waits-for-timeline',
  breaks: ['SYN-14c'],
  summary: 'Presence does not wake the stream; it comes with the next message.',
  profile: 'matrix',
  wrap: clean => withheldUntilTimeline(clean, { in: 'response', section: 'presence' }),
}
