import type { Fault } from '../../fault.js'

/** The first events of a stream are those that clients of tests resume from. */
const LATER = 7

export const tokenWithEdgeSpace: Fault = {
  name: 'token-with-edge-space',
  breaks: ['ID-04', 'ID-01', 'ID-08b', 'RES-03b', 'RES-04c', 'RES-04d'],
  summary: 'Tokens are padded with a space, as they stand in a table of fixed width.',
  profile: 'matrix',
  wrap: clean => ({
    batchEvent: (batch, position) => {
      const event = clean.batchEvent(batch, position)
      return position < LATER ? event : { ...event, id: `${event.id} ` }
    },
  }),
}
