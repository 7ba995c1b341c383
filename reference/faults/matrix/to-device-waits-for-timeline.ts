import type { Fault } from '../../fault.js'
import { withheldUntilTimeline } from './withheld-sections.js'

export const toDeviceWaitsForTimeline: Fault = {
  name: 'to-device-waits-for-timeline',
  breaks: ['SYN-15d'],
  summary: 'A to-device message does not wake the stream; it comes with the next room event.',
  profile: 'matrix',
  wrap: clean => withheldUntilTimeline(clean, { in: 'response', section: 'to_device' }),
}
