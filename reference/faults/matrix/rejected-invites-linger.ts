import type { Fault } from '../../fault.js'
import { withoutSteps } from './changed-memberships.js'

export const rejectedInvitesLinger: Fault = {
  name: 'rejected-invites-linger',
  breaks: ['SYN-12b', 'SYN-02b', 'SYN-02c', 'SYN-02l'],
  summary: 'A room that the user never joined is not reported as left, so a rejected invite stays.',
  profile: 'matrix',
  wrap: clean => withoutSteps(clean, ({ from, to }) => from === 'invite' && to === 'leave'),
}
