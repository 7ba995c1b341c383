import type { Fault } from '../fault.js'

export const idInItsOwnBlock: Fault = {
  name: 'id-in-its-own-block',
  breaks: ['ID-09', 'ID-03', 'ID-03c', 'ID-06', 'RES-03b'],
  summary: 'The id is written as a block before its data, so that a cut between them acknowledges what never came.',
  profile: 'sse',
  wrap: () => ({
    encodeEvent: (event, server) => {
      const fields = server.parts.eventFields(event, server)
      const rest = fields.filter(field => field !== `id: ${event.id}`)
      return Buffer.from(`id: ${event.id}\n\n${rest.join('\n')}\n\n`)
    },
  }),
}
