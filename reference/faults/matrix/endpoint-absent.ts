import type { Fault } from '../../fault.js'

export const endpointAbsent: Fault = {
  name: 'endpoint-absent',
  breaks: ['HTTP-23c'],
  summary: 'The homeserver is built without Sync over SSE, so the endpoint returns 404.',
  profile: 'matrix',
  wrap: () => ({ openStream: exchange => exchange.server.parts.refuse(exchange, 404, 'there is nothing at this path') }),
}
