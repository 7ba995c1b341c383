import type { Fault } from '../fault.js'
import { changedResponses, keepEvents } from './matrix/changed-responses.js'

const FIFTH = 5

export const oneEventInFiveLost: Fault = {
  name: 'one-event-in-five-lost',
  breaks: ['RES-20', 'RES-02', 'RES-03', 'RES-05', 'RES-11', 'RES-12', 'RES-13', 'ID-08', 'RES-22'],
  summary: 'Every fifth event of a channel, or message of a room, reaches no stream.',
  profile: 'sse',
  wrap: clean => {
    const rooms = new Map<string, Map<string, number>>()
    /** The number of the message in its room, from 1. */
    const placeOf = (room: string, event_id: string): number => {
      const places = rooms.get(room) ?? new Map<string, number>()
      rooms.set(room, places)
      const place = places.get(event_id) ?? places.size + 1
      places.set(event_id, place)
      return place
    }
    return {
      eventFor: (stream, position) => (position % FIFTH === 0 ? undefined : clean.eventFor(stream, position)),
      ...changedResponses(clean, () => ({ rooms: said }) => {
        for (const [name, room] of Object.entries(said?.join ?? {}))
          keepEvents(room, 'timeline', ({ type, event_id = '' }) => type !== 'm.room.message' || placeOf(name, event_id) % FIFTH !== 0)
      }),
    }
  },
}
