import type { Fault } from '../fault.js'
import { cutAt } from '../payload-cut.js'

export const eventCutAt64Kib: Fault = {
  name: 'event-cut-at-64-kib',
  breaks: ['FRM-15', 'FRM-15b', 'FRM-15c', 'BRW-16', 'FRM-25b'],
  summary: 'The payload is copied into a buffer of 64 KiB, and what does not fit is lost in silence.',
  profile: 'sse',
  wrap: clean => ({ eventFields: (event, server) => clean.eventFields({ ...event, data: cutAt(64 * 1024, event.data) }, server) }),
}
