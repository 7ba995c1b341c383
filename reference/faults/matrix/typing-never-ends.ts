import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms, keepEvents, type RoomEvent } from './changed-responses.js'

export const typingNeverEnds: Fault = {
  name: 'typing-never-ends',
  breaks: ['SYN-02g'],
  summary: 'An empty list of typing users is never sent, so typing never ends.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      const isEnd = ({ type, content }: RoomEvent) => type === 'm.typing' && JSON.stringify(content) === '{"user_ids":[]}'
      for (const room of joinedRooms(response)) keepEvents(room, 'ephemeral', event => !isEnd(event))
    }),
}
