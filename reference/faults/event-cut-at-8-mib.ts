import type { Fault } from '../fault.js'
import { cutAt } from '../payload-cut.js'

export const eventCutAt8Mib: Fault = {
  name: 'event-cut-at-8-mib',
  breaks: ['FRM-15c'],
  summary: 'Payloads are copied into an 8 MiB buffer, and whatever does not fit is silently dropped.',
  profile: 'sse',
  wrap: clean => ({ eventFields: (event, server) => clean.eventFields({ ...event, data: cutAt(8 * 1024 * 1024, event.data) }, server) }),
}
