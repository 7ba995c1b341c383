import type { Fault } from '../../fault.js'
import { content, withoutSteps } from './changed-memberships.js'

export const bansLeftOut: Fault = {
  name: 'bans-left-out',
  breaks: ['SYN-12d'],
  summary: 'A room is reported as left for the membership leave, but not for ban.',
  profile: 'matrix',
  wrap: clean => withoutSteps(clean, ({ to, member }) => to === 'leave' && content(member) === 'ban'),
}
