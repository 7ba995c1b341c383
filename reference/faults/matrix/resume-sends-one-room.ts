import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

export const resumeSendsOneRoom: Fault = {
  name: 'resume-sends-one-room',
  breaks: ['RES-16d', 'SYN-18d'],
  summary: 'The lookup of missed events stops at the first room that has any; the other rooms are left out.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, request => ({ rooms }, count) => {
      const [first, ...others] = Object.entries(rooms?.join ?? {})
      if (request.since !== undefined && count === 1 && others.length > 0 && rooms !== undefined && first !== undefined)
        rooms.join = Object.fromEntries([first])
    }),
}
