import type { Fault } from '../fault.js'

export const payloadEndsStreams: Fault = {
  name: 'payload-ends-streams',
  breaks: ['FRM-29'],
  summary: 'A control character in a payload makes the writer throw, and every stream of the channel ends.',
  profile: 'sse',
  wrap: clean => ({
    publish: (publication, server) => {
      if (!/[\u0001-\u0008]/.test(publication.data)) return clean.publish(publication, server)
      for (const stream of server.channels.get(publication.channel)?.streams ?? []) clean.finish(stream)
      return ''
    },
  }),
}
