import type { Fault } from '../fault.js'

export const pingWithoutColon: Fault = {
  name: 'ping-without-colon',
  breaks: ['FRM-11', 'HB-11', 'HB-03'],
  summary: 'The heartbeat is a bare word without a colon, so it is a field named ping instead of a comment.',
  profile: 'sse',
  wrap: () => ({ heartbeat: () => Buffer.from('ping\n\n') }),
}
