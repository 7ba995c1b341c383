import type { Fault } from '../fault.js'

export const caughtUpResumeReplays: Fault = {
  name: 'caught-up-resume-replays',
  breaks: ['RES-15b', 'RES-22b'],
  summary: 'A client that resumes with the newest id gets the newest event again, as if the response must not be empty.',
  profile: 'sse',
  wrap: clean => ({
    resumeFrom: (id, channel, exchange) => {
      const { server } = exchange
      const position = id === undefined ? undefined : server.parts.positionOf(id, channel, server)
      return position === channel.newest && position > 0 ? position - 1 : clean.resumeFrom(id, channel, exchange)
    },
  }),
}
