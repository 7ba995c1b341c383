import type { Fault } from '../../fault.js'

export const endpointAbsent: Fault = {
  name: 'endpoint-absent',
  breaks: ['HTTP-23c'],
  summary: 'The homeserver was built without Sync over SSE, and says so.',
  profile: 'matrix',
  wrap: () => ({ openStream: exchange => exchange.server.parts.refuse(exchange, 404, 'there is nothing at this path') }),
}
