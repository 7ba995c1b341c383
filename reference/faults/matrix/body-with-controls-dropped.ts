import type { Fault } from '../../fault.js'
import { changedChains } from './changed-chains.js'

export const bodyWithControlsDropped: Fault = {
  name: 'body-with-controls-dropped',
  breaks: ['FRM-29b'],
  summary: 'Messages with control characters are left out of the timeline.',
  profile: 'matrix',
  wrap: clean =>
    changedChains(clean, ({ rooms }) => {
      for (const { timeline } of Object.values(rooms?.join ?? {})) {
        if (timeline?.events === undefined) continue
        timeline.events = timeline.events.filter(({ content }) => typeof content?.body !== 'string' || !content.body.includes('\u0001'))
      }
    }),
}
