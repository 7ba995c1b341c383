import type { Fault } from '../fault.js'
import { cutAt } from '../payload-cut.js'

export const eventCutAt8Mib: Fault = {
  name: 'event-cut-at-8-mib',
  breaks: ['FRM-15c'],
  summary: 'The payload is copied into a buffer of 8 MiB, and what does not fit is lost in silence.',
  profile: 'sse',
  wrap: clean => ({ eventFields: (event, server) => clean.eventFields({ ...event, data: cutAt(8 * 1024 * 1024, event.data) }, server) }),
}
