import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

// With fewer, numbers and text sort in the same order.
const TEN = 10

export const longTimelineSortedAsText: Fault = {
  name: 'long-timeline-sorted-as-text',
  breaks: ['SYN-18d'],
  summary: 'The messages of a timeline are sorted by their numbers as text: 1, 10, 11, 2.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, () => (response, count) => {
      if (count > 1) return
      for (const { timeline } of joinedRooms(response)) {
        const events = timeline?.events ?? []
        const messages = events.filter(({ type }) => type === 'm.room.message')
        if (messages.length <= TEN) continue
        const sorted = messages
          .map((event, index) => ({ event, number: String(index + 1) }))
          .sort((a, b) => (a.number < b.number ? -1 : 1))
          .map(({ event }) => event)
        for (const [index, event] of events.entries()) {
          if (event.type !== 'm.room.message') continue
          const next = sorted.shift()
          if (next !== undefined) events[index] = next
        }
      }
    }),
}
