import type { Fault } from '../../fault.js'
import { allRooms, changedResponses } from './changed-responses.js'

export const strippedStateWithoutSender: Fault = {
  name: 'stripped-state-without-sender',
  breaks: ['SYN-01d', 'SYN-01'],
  summary: 'Stripped state is missing the sender.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of allRooms(response))
        for (const event of [...(room.invite_state?.events ?? []), ...(room.knock_state?.events ?? [])]) delete event.sender
    }),
}
