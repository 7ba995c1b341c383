import type { Fault } from '../../fault.js'
import { content, withoutSteps } from './changed-memberships.js'

export const kicksLeftOut: Fault = {
  name: 'kicks-left-out',
  breaks: ['SYN-12c'],
  summary: 'A user who leaves a room gets it as left, but a user who is kicked does not.',
  profile: 'matrix',
  wrap: clean =>
    withoutSteps(
      clean,
      ({ from, to, member }) => from === 'join' && to === 'leave' && content(member) === 'leave' && member?.sender !== member?.state_key,
    ),
}
