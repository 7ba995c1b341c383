import type { Fault } from '../fault.js'

export const pingWithoutData: Fault = {
  name: 'ping-without-data',
  breaks: ['FRM-13', 'HB-11', 'HB-03'],
  summary: 'The heartbeat is an event of type ping without data, so nothing is dispatched.',
  profile: 'sse',
  wrap: () => ({ heartbeat: () => Buffer.from('event: ping\n\n') }),
}
