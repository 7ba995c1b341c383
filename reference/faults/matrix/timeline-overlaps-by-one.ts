import type { Fault } from '../../fault.js'
import { changedResponses, type RoomEvent } from './changed-responses.js'

export const timelineOverlapsByOne: Fault = {
  name: 'timeline-overlaps-by-one',
  breaks: ['SYN-02r', 'RES-04', 'RES-04c', 'RES-16c', 'SYN-18b', 'SYN-18d'],
  summary: 'Each timeline begins with the last event of the previous one.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => {
      const last = new Map<string, RoomEvent>()
      return response => {
        for (const [id, { timeline }] of Object.entries(response.rooms?.join ?? {})) {
          const events = timeline?.events ?? []
          const before = last.get(id)
          const newest = events.at(-1)
          if (before !== undefined && events.length > 0) events.unshift(before)
          if (newest !== undefined) last.set(id, newest)
        }
      }
    }),
}
