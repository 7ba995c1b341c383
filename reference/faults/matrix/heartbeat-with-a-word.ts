import type { Fault } from '../../fault.js'

export const heartbeatWithAWord: Fault = {
  name: 'heartbeat-with-a-word',
  breaks: ['HB-03'],
  summary: 'The heartbeat comment says what it is for instead of being empty.',
  profile: 'matrix',
  wrap: () => ({ heartbeat: () => Buffer.from(': keep-alive\n\n') }),
}
