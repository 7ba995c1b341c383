import type { Fault } from '../../fault.js'
import { content, withoutSteps } from './changed-memberships.js'

export const kicksLeftOut: Fault = {
  name: 'kicks-left-out',
  breaks: ['SYN-12c'],
  summary: 'Who leaves tells it himself; who is kicked is not told.',
  profile: 'matrix',
  wrap: clean =>
    withoutSteps(
      clean,
      ({ from, to, member }) => from === 'join' && to === 'leave' && content(member) === 'leave' && member?.sender !== member?.state_key,
    ),
}
