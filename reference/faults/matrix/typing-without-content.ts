import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

export const typingWithoutContent: Fault = {
  name: 'typing-without-content',
  breaks: ['SYN-01e', 'SYN-01', 'SYN-02g', 'SYN-03f'],
  summary: 'The list of typing users is in the event itself instead of in its content.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      for (const room of joinedRooms(response))
        for (const event of room.ephemeral?.events ?? []) {
          if (event.type !== 'm.typing') continue
          Object.assign(event, event.content)
          delete event.content
        }
    }),
}
