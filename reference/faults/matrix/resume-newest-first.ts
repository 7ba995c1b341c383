import type { Fault } from '../../fault.js'
import { changedChains } from './changed-chains.js'

export const resumeNewestFirst: Fault = {
  name: 'resume-newest-first',
  breaks: [
    'RES-04b',
    'RES-11',
    'RES-13',
    'ID-07',
    'ID-07b',
    'ID-08b',
    'RES-03b',
    'RES-04c',
    'RES-04d',
    'RES-16',
    'RES-16b',
    'RES-16c',
    'SYN-18d',
  ],
  summary: 'After a resume, missed events are sent newest first, as they are read from the end.',
  profile: 'matrix',
  wrap: clean =>
    changedChains(clean, ({ rooms }, { request, count }) => {
      if (request.since === undefined || count > 1) return
      for (const { timeline } of Object.values(rooms?.join ?? {})) timeline?.events?.reverse()
    }),
}
