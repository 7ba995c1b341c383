import type { Fault } from '../../fault.js'
import { withoutSteps } from './changed-memberships.js'

export const invitesAfterKnocksLeftOut: Fault = {
  name: 'invites-after-knocks-left-out',
  breaks: ['SYN-12f'],
  summary: 'An invite to a room that is already known is not reported.',
  profile: 'matrix',
  wrap: clean => withoutSteps(clean, ({ from, to }) => from === 'knock' && to === 'invite'),
}
