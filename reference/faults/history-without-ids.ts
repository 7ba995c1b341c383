import { oldestKept } from '../channel.js'
import type { Fault } from '../fault.js'

export const historyWithoutIds: Fault = {
  name: 'history-without-ids',
  breaks: ['RES-21'],
  summary: 'Events have no ids, and each new connection is sent the whole history.',
  profile: 'sse',
  wrap: clean => ({
    eventFields: (event, server) => clean.eventFields(event, server).filter(line => !line.startsWith('id:')),
    resumeFrom: (_id, channel) => oldestKept(channel) - 1,
  }),
}
