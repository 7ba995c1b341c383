import type { Fault } from '../../fault.js'
import { changedResponses, joinedRooms } from './changed-responses.js'

/** Resumes between two that go wrong. */
const EVERY = 2

export const eventsLostAroundCuts: Fault = {
  name: 'events-lost-around-cuts',
  breaks: [
    'RES-03b',
    'ID-05',
    'ID-07',
    'ID-07b',
    'ID-08b',
    'RES-02',
    'RES-03',
    'RES-05',
    'RES-10',
    'RES-11',
    'RES-13',
    'RES-16c',
    'SYN-18d',
    'RES-16d',
  ],
  summary: 'Events that arrive between the token lookup and the start of the stream are occasionally lost.',
  profile: 'matrix',
  wrap: clean => {
    let resumes = 0
    return changedResponses(clean, ({ since }) => {
      if (since !== undefined) resumes += 1
      const isUnlucky = since !== undefined && resumes % EVERY === 0
      return (response, count) => {
        if (isUnlucky && count === 1) for (const { timeline } of joinedRooms(response)) timeline?.events?.shift()
      }
    })
  },
}
