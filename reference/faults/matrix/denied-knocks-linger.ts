import type { Fault } from '../../fault.js'
import { withoutSteps } from './changed-memberships.js'

export const deniedKnocksLinger: Fault = {
  name: 'denied-knocks-linger',
  breaks: ['SYN-12e'],
  summary: 'A room that the user only knocked on is not reported as left, so a denied knock stays.',
  profile: 'matrix',
  wrap: clean => withoutSteps(clean, ({ from, to }) => from === 'knock' && to === 'leave'),
}
