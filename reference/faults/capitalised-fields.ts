import type { Fault } from '../fault.js'

export const capitalisedFields: Fault = {
  name: 'capitalised-fields',
  breaks: ['FRM-08'],
  summary: 'Each event has a non-standard field, written like an HTTP header, which every parser ignores.',
  profile: 'sse',
  wrap: clean => ({ eventFields: (event, server) => [...clean.eventFields(event, server), `Time: ${Date.now()}`] }),
}
