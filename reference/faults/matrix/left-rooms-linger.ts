import type { Fault } from '../../fault.js'
import { withoutSteps } from './changed-memberships.js'

export const leftRoomsLinger: Fault = {
  name: 'left-rooms-linger',
  breaks: ['SYN-12', 'SYN-02b', 'SYN-02c', 'SYN-02l'],
  summary: 'A room that the user left voluntarily is omitted, because the client already knows.',
  profile: 'matrix',
  wrap: clean => withoutSteps(clean, ({ from, to, member }) => from === 'join' && to === 'leave' && member?.sender === member?.state_key),
}
