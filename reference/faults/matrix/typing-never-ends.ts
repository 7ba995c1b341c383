import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms, keepEvents, type RoomEvent } from './changed-responses.js'

export const typingNeverEnds: Fault = {
  name: 'typing-never-ends',
  breaks: ['SYN-02g'],
  summary: 'A list of nobody who types is nothing to tell.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => response => {
      const isEnd = ({ type, content }: RoomEvent) => type === 'm.typing' && JSON.stringify(content) === '{"user_ids":[]}'
      for (const room of joinedRooms(response)) keepEvents(room, 'ephemeral', event => !isEnd(event))
    }),
}
