import type { Fault } from '../fault.js'
import { cutAt } from '../payload-cut.js'

export const eventCutAt1Mib: Fault = {
  name: 'event-cut-at-1-mib',
  breaks: ['FRM-15b', 'FRM-15c'],
  summary: 'Payloads are copied into a 1 MiB buffer, and whatever does not fit is silently dropped.',
  profile: 'sse',
  wrap: clean => ({ eventFields: (event, server) => clean.eventFields({ ...event, data: cutAt(1024 * 1024, event.data) }, server) }),
}
