import type { Fault } from '../../fault.js'
import { allRooms, changedResponses, keepEvents, type RoomEvent } from './changed-responses.js'

export const unknownStateTypesLeftOut: Fault = {
  name: 'unknown-state-types-left-out',
  breaks: ['SYN-02c', 'SYN-02b', 'SYN-13'],
  summary: 'State events of types that the server does not know are left out.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      const known = ({ type, state_key }: RoomEvent) => state_key === undefined || type?.startsWith('m.') === true
      for (const room of allRooms(response)) {
        keepEvents(room, 'state', known)
        keepEvents(room, 'timeline', known)
      }
    }),
}
