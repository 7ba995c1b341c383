import type { Fault } from '../fault.js'

export const idInItsOwnBlock: Fault = {
  name: 'id-in-its-own-block',
  breaks: ['ID-09', 'ID-03', 'ID-03c', 'ID-06', 'RES-03b'],
  summary:
    'The id is written in its own block before the data, so a connection lost in between acknowledges an event that was never received.',
  profile: 'sse',
  wrap: () => ({
    encodeEvent: (event, server) => {
      const fields = server.parts.eventFields(event, server)
      const rest = fields.filter(field => field !== `id: ${event.id}`)
      return Buffer.from(`id: ${event.id}\n\n${rest.join('\n')}\n\n`)
    },
  }),
}
