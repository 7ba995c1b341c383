import type { Fault } from '../../fault.js'
import { changedChains, type EventJson } from './changed-chains.js'

export const resumeRepeatsLastEvent: Fault = {
  name: 'resume-repeats-last-event',
  breaks: [
    'RES-04',
    'RES-10',
    'RES-11',
    'RES-13',
    'RES-15b',
    'RES-15c',
    'ID-05',
    'ID-07',
    'ID-07b',
    'ID-08b',
    'RES-03b',
    'RES-04c',
    'RES-04d',
    'RES-16',
    'RES-16b',
    'RES-16c',
    'SYN-06b',
    'BRW-03c',
    'RES-16d',
    'SYN-18d',
  ],
  summary: 'A resume starts with the last event before the token instead of the first one after it.',
  profile: 'matrix',
  wrap: clean => {
    const last = new Map<string, EventJson>()
    return changedChains(clean, ({ rooms }, { request, count }) => {
      for (const [id, { timeline }] of Object.entries(rooms?.join ?? {})) {
        const place = `${request.access_token} ${id}`
        const before = last.get(place)
        const newest = timeline?.events?.at(-1)
        if (newest !== undefined) last.set(place, newest)
        if (request.since !== undefined && count === 1 && before !== undefined) timeline?.events?.unshift(before)
      }
    })
  },
}
