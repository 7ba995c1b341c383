import type { Fault } from '../fault.js'

export const eventNameEndsStreams: Fault = {
  name: 'event-name-ends-streams',
  breaks: ['FRM-12b', 'LIF-11'],
  summary: 'An event name with a line break makes the writer throw while it writes to the streams, and all of them end.',
  profile: 'sse',
  wrap: clean => ({
    refusePublication: (exchange, publication, problem) => {
      const { parts, channels } = exchange.server
      if (!/[\r\n]/.test(publication.event ?? '')) {
        clean.refusePublication(exchange, publication, problem)
        return
      }
      for (const stream of channels.get(publication.channel)?.streams ?? []) clean.finish(stream)
      parts.refuse(exchange, 500, 'the event could not be written')
    },
  }),
}
