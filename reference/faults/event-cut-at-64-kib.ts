import type { Fault } from '../fault.js'
import { cutAt } from '../payload-cut.js'

export const eventCutAt64Kib: Fault = {
  name: 'event-cut-at-64-kib',
  breaks: ['FRM-15', 'FRM-15b', 'FRM-15c', 'BRW-16', 'FRM-25b'],
  summary: 'Payloads are copied into a 64 KiB buffer, and whatever does not fit is silently dropped.',
  profile: 'sse',
  wrap: clean => ({ eventFields: (event, server) => clean.eventFields({ ...event, data: cutAt(64 * 1024, event.data) }, server) }),
}
