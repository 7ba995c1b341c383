import type { Fault } from '../fault.js'

export const eventNameLowerCased: Fault = {
  name: 'event-name-lower-cased',
  breaks: ['FRM-23', 'BRW-05b'],
  summary: 'Event names are lower-cased like header names, so listeners for the real name receive nothing.',
  profile: 'sse',
  wrap: clean => ({ eventFields: (event, server) => clean.eventFields({ ...event, name: event.name?.toLowerCase() }, server) }),
}
