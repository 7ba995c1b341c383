import { oldestKept } from '../channel.js'
import type { Fault } from '../fault.js'

export const resumeRepeatsOne: Fault = {
  name: 'resume-repeats-one',
  breaks: ['RES-04', 'ID-05', 'RES-15b', 'BRW-03c', 'RES-22b'],
  summary: 'Replay compares with ≥ instead of >, so it repeats the event that the client named.',
  profile: 'sse',
  wrap: clean => ({
    resumeFrom: (id, channel, exchange) => {
      const known = id !== undefined && exchange.server.parts.positionOf(id, channel, exchange.server) !== undefined
      return known ? Math.max(clean.resumeFrom(id, channel, exchange), oldestKept(channel)) - 1 : channel.newest
    },
  }),
}
