import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

const SHARE = 1 / 20

export const oneEventInAThousandLost: Fault = {
  name: 'one-event-in-a-thousand-lost',
  breaks: ['RES-03c', 'RES-03b', 'RES-16c', 'RES-03', 'RES-02'],
  summary: 'One resume in twenty loses the first event: with 200 dropped connections among 10,000 events, one event in a thousand.',
  profile: 'matrix',
  wrap: clean =>
    changedResponses(clean, ({ since }) => (response, count) => {
      if (since === undefined || count > 1) return
      if (Math.random() < SHARE) for (const { timeline } of joinedRooms(response)) timeline?.events?.shift()
    }),
}
