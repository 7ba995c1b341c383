import type { Fault } from '../../fault.js'
import { changedChains } from './changed-chains.js'

export const resumeDropsFirstEvent: Fault = {
  name: 'resume-drops-first-event',
  breaks: [
    'RES-03',
    'RES-02',
    'RES-05',
    'RES-10',
    'RES-11',
    'RES-13',
    'RES-17',
    'ID-07',
    'ID-07b',
    'ID-08b',
    'RES-03b',
    'RES-04c',
    'RES-04d',
    'RES-16',
    'RES-16b',
    'RES-16c',
    'RES-16d',
    'SYN-18d',
  ],
  summary: "A resume starts after the next event instead of after the token's event.",
  profile: 'matrix',
  wrap: clean =>
    changedChains(clean, ({ rooms }, { request, count }) => {
      if (request.since === undefined || count > 1) return
      for (const { timeline } of Object.values(rooms?.join ?? {})) timeline?.events?.shift()
    }),
}
