import type { Fault } from '../fault.js'

export const eventNameLowerCased: Fault = {
  name: 'event-name-lower-cased',
  breaks: ['FRM-23', 'BRW-05b'],
  summary: 'The event name is lower-cased like a header field, and listeners for its real name hear nothing.',
  profile: 'sse',
  wrap: clean => ({ eventFields: (event, server) => clean.eventFields({ ...event, name: event.name?.toLowerCase() }, server) }),
}
