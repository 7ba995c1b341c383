import type { Fault } from '../../fault.js'

/** The first events of a stream are those that clients of tests resume from. */
const LATER = 7

export const tokensWithUnsafeBytes: Fault = {
  name: 'tokens-with-unsafe-bytes',
  breaks: ['ID-04c', 'HTTP-01', 'RES-03b', 'RES-04c', 'RES-04d'],
  summary: 'Tokens are objects written as text.',
  profile: 'matrix',
  wrap: clean => ({
    batchEvent: (batch, position) => {
      const event = clean.batchEvent(batch, position)
      return position < LATER
        ? event
        : { ...event, id: `{${event.id}}`, data: event.data.replace(JSON.stringify(event.id), JSON.stringify(`{${event.id}}`)) }
    },
  }),
}
