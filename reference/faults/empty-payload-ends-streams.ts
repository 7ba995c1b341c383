import type { Fault } from '../fault.js'

export const emptyPayloadEndsStreams: Fault = {
  name: 'empty-payload-ends-streams',
  breaks: ['FRM-20b', 'FRM-20', 'LIF-11'],
  summary: 'An empty payload is treated as the end of the source, and every stream of its channel ends.',
  profile: 'sse',
  wrap: clean => ({
    publish: (publication, server) => {
      const streams = publication.data === '' ? (server.channels.get(publication.channel)?.streams ?? []) : []
      for (const stream of streams) clean.finish(stream)
      return clean.publish(publication, server)
    },
  }),
}
