import type { Fault } from '../fault.js'

export const heartbeatAsEvent: Fault = {
  name: 'heartbeat-as-event',
  breaks: ['HB-11', 'ID-03', 'FRM-06', 'ID-03c', 'HB-03', 'BRW-18'],
  summary: 'The heartbeat is an event with data, so the page receives it as a message.',
  profile: 'sse',
  wrap: () => ({ heartbeat: () => Buffer.from('data: ping\n\n') }),
}
