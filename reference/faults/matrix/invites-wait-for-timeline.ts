import type { Fault } from '../../fault.js'
import { changedResponses, type Rooms } from './changed-responses.js'
import { moves } from './withheld-sections.js'

export const invitesWaitForTimeline: Fault = {
  name: 'invites-wait-for-timeline',
  breaks: ['SYN-15e'],
  summary: 'An invite does not wake the stream; it comes with the next room event.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => {
      let held: Rooms = {}
      return response => {
        const invite = { ...held, ...response.rooms?.invite }
        const isMoving = moves(response)
        held = isMoving ? {} : invite
        if (isMoving && Object.keys(invite).length > 0) response.rooms = { ...response.rooms, invite }
        else delete response.rooms?.invite
      }
    }),
}
