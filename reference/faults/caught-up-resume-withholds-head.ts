import type { Exchange } from '../exchange.js'
import type { Fault } from '../fault.js'
import { withheldUntilEvent } from './head-withheld.js'

export const caughtUpResumeWithholdsHead: Fault = {
  name: 'caught-up-resume-withholds-head',
  breaks: ['RES-15', 'BRW-01b'],
  summary: 'A client that resumes with the newest id gets no response headers until there is a new event.',
  profile: 'sse',
  wrap: clean => {
    const caughtUp = new WeakSet<Exchange>()
    return {
      resumeFrom: (id, channel, exchange) => {
        const { server } = exchange
        if (id !== undefined && server.parts.positionOf(id, channel, server) === channel.newest) caughtUp.add(exchange)
        return clean.resumeFrom(id, channel, exchange)
      },
      outletOf: (exchange, head) => {
        const outlet = clean.outletOf(exchange, head)
        return caughtUp.has(exchange) ? withheldUntilEvent(outlet) : outlet
      },
    }
  },
}
