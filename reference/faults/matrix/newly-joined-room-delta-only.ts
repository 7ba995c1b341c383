import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const newlyJoinedRoomDeltaOnly: Fault = {
  name: 'newly-joined-room-delta-only',
  breaks: ['SYN-13', 'SYN-02c', 'SYN-06', 'SYN-06b', 'SYN-06c'],
  summary: 'A newly joined room is sent from the token on like any other room, without its full state.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, request => {
      const known = new Set<string>()
      return (response, count) => {
        for (const [id, room] of Object.entries(response.rooms?.join ?? {})) {
          if (!known.has(id) && (count > 1 || request.since !== undefined)) delete room.state
          known.add(id)
        }
      }
    }),
}
