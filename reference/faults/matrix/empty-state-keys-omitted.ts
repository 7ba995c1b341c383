import type { Fault } from '../../fault.js'
import { allRooms, changedResponses } from './changed-responses.js'

export const emptyStateKeysOmitted: Fault = {
  name: 'empty-state-keys-omitted',
  breaks: ['SYN-01c', 'SYN-01', 'SYN-02c', 'SYN-13', 'SYN-03e'],
  summary: 'The encoder omits empty values, including an empty state_key.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of allRooms(response))
        for (const event of room.state?.events ?? []) if (event.state_key === '') delete event.state_key
    }),
}
