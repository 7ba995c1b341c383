import type { Fault } from '../fault.js'

export const preflightOmitsLastEventId: Fault = {
  name: 'preflight-omits-last-event-id',
  breaks: ['HTTP-16', 'BRW-07'],
  summary: 'The list of allowed request headers was copied from an API without streams and does not include last-event-id.',
  profile: 'sse',
  wrap: clean => ({ allowedFields: () => clean.allowedFields().filter(name => name !== 'last-event-id') }),
}
