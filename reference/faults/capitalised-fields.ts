import type { Fault } from '../fault.js'

export const capitalisedFields: Fault = {
  name: 'capitalised-fields',
  breaks: ['FRM-08'],
  summary: 'Adds a field of its own, written like one of HTTP, which every parser ignores.',
  profile: 'sse',
  wrap: clean => ({ eventFields: (event, server) => [...clean.eventFields(event, server), `Time: ${Date.now()}`] }),
}
