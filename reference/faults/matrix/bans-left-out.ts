import type { Fault } from '../../fault.js'
import { content, withoutSteps } from './changed-memberships.js'

export const bansLeftOut: Fault = {
  name: 'bans-left-out',
  breaks: ['SYN-12d'],
  summary: 'Only the membership leave is told of, not ban.',
  profile: 'matrix',
  wrap: clean => withoutSteps(clean, ({ to, member }) => to === 'leave' && content(member) === 'ban'),
}
