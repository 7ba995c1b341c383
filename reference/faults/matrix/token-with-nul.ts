import type { Fault } from '../../fault.js'

/** The first events of a stream are those that clients of tests resume from. */
const LATER = 7

export const tokenWithNul: Fault = {
  name: 'token-with-nul',
  breaks: ['FRM-09', 'ID-01', 'ID-03c', 'RES-03b', 'RES-04c', 'RES-04d'],
  summary: 'Tokens are padded with NUL, as they stand in memory.',
  profile: 'matrix',
  wrap: clean => ({
    batchEvent: (batch, position) => {
      const event = clean.batchEvent(batch, position)
      return position < LATER ? event : { ...event, id: `${event.id}\0` }
    },
  }),
}
