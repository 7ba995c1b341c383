import type { Fault } from '../../fault.js'
import { allRooms, changedResponses, keepEvents, type RoomEvent } from './changed-responses.js'

const isMember = ({ type }: RoomEvent): boolean => type === 'm.room.member'

export const strippedStateOnlyMember: Fault = {
  name: 'stripped-state-only-member',
  breaks: ['SYN-02p'],
  summary: 'Stripped state contains only the member event.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of allRooms(response)) {
        keepEvents(room, 'invite_state', isMember)
        keepEvents(room, 'knock_state', isMember)
      }
    }),
}
