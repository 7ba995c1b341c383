import type { Fault } from '../../fault.js'

export const heartbeatDefault15S: Fault = {
  name: 'heartbeat-default-15-s',
  breaks: ['HB-01'],
  summary: 'Without heartbeat_interval, the interval is 15 s, as is common elsewhere.',
  profile: 'matrix',
  wrap: clean => ({
    heartbeatInterval: (values, default_ms) => (values.length === 0 ? 15_000 : clean.heartbeatInterval(values, default_ms)),
  }),
}
