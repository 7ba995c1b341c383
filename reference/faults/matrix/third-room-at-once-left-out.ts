import type { Fault } from '../../fault.js'
import { changedResponses } from './changed-responses.js'

const AT_ONCE_MS = 150
const MOST_ROOMS = 2

export const thirdRoomAtOnceLeftOut: Fault = {
  name: 'third-room-at-once-left-out',
  breaks: ['SYN-18c'],
  summary: 'Rooms that change at the same time wake the stream once, and only two of them are sent.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => {
      const changed = new Map<string, number>()
      return ({ rooms }, count) => {
        const now = performance.now()
        for (const [id, room] of Object.entries(rooms?.join ?? {})) {
          if (count === 1 || room.timeline?.events?.some(({ type }) => type === 'm.room.message') !== true) continue
          const others = [...changed].filter(([other, at]) => other !== id && now - at < AT_ONCE_MS)
          if (others.length >= MOST_ROOMS) room.timeline = { ...room.timeline, events: [] }
          else changed.set(id, now)
        }
      }
    }),
}
