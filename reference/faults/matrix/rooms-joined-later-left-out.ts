import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const roomsJoinedLaterLeftOut: Fault = {
  name: 'rooms-joined-later-left-out',
  breaks: ['SYN-02', 'SYN-02b', 'SYN-02c', 'SYN-02m', 'SYN-02n', 'SYN-12', 'SYN-12c', 'SYN-12d', 'SYN-12f', 'SYN-13'],
  summary: 'The stream includes only the rooms that were already joined when it opened.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, request => {
      const known = new Set<string>()
      return (response, count) => {
        const join = response.rooms?.join ?? {}
        if (count === 1 && request.since === undefined) for (const id of Object.keys(join)) known.add(id)
        for (const id of Object.keys(join)) if (request.since === undefined && !known.has(id)) delete join[id]
      }
    }),
}
