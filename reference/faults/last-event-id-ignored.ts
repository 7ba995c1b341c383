import type { Fault } from '../fault.js'

export const lastEventIdIgnored: Fault = {
  name: 'last-event-id-ignored',
  breaks: ['RES-02', 'ID-08', 'RES-03', 'RES-05', 'RES-11', 'RES-13', 'BRW-03b', 'BRW-06b', 'BRW-07b', 'RES-22'],
  summary: 'Last-Event-ID is ignored: a client that reconnects gets only new events.',
  profile: 'sse',
  wrap: () => ({ resumeFrom: (_id, channel) => channel.newest }),
}
