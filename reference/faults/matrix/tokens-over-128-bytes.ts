import type { Fault } from '../../fault.js'

/** The first events of a stream are those that clients of tests resume from. */
const LATER = 7

export const tokensOver128Bytes: Fault = {
  name: 'tokens-over-128-bytes',
  breaks: ['ID-04b', 'HTTP-01', 'RES-03b', 'RES-04c', 'RES-04d'],
  summary: 'Tokens hold a position for each worker, and grow.',
  profile: 'matrix',
  wrap: clean => ({
    batchEvent: (batch, position) => {
      const event = clean.batchEvent(batch, position)
      return position < LATER
        ? event
        : {
            ...event,
            id: `${event.id}${'_0'.repeat(80)}`,
            data: event.data.replace(JSON.stringify(event.id), JSON.stringify(`${event.id}${'_0'.repeat(80)}`)),
          }
    },
  }),
}
