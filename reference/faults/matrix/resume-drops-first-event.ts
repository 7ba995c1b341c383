import type { Fault } from '../../fault.js'
import { changedChains } from './changed-chains.js'

export const resumeDropsFirstEvent: Fault = {
  name: 'resume-drops-first-event',
  breaks: ['RES-03', 'RES-02'],
  summary: 'A resume begins after the next event, not after the one of the token.',
  profile: 'matrix',
  wrap: clean =>
    changedChains(clean, ({ rooms }, { request, count }) => {
      if (request.since === undefined || count > 1) return
      for (const { timeline } of Object.values(rooms?.join ?? {})) timeline?.events?.shift()
    }),
}
