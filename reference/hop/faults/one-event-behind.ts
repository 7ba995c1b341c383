import type { HopFault } from '../fault.js'
import { holding } from '../holding.js'

export const oneEventBehind: HopFault = {
  name: 'one-event-behind',
  breaks: ['HOP-03', 'HOP-02', 'HOP-05', 'HOP-04'],
  summary: 'Each piece of content is sent when the next one arrives.',
  profile: 'hop',
  wrap: holding((held, newest) => held.length - newest.length),
}
