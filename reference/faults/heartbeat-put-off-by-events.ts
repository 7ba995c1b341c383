import type { Fault } from '../fault.js'

export const heartbeatPutOffByEvents: Fault = {
  name: 'heartbeat-put-off-by-events',
  breaks: ['HB-05'],
  summary: 'The heartbeat timer restarts with every event, so a busy stream has no heartbeats.',
  profile: 'sse',
  wrap: clean => ({
    nextEvent: stream => {
      const event = clean.nextEvent(stream)
      const { heartbeats } = stream.server
      if (event !== undefined) {
        heartbeats.remove(stream)
        heartbeats.add(stream)
      }
      return event
    },
  }),
}
