import type { Fault } from '../fault.js'
import { replaced } from '../head.js'

export const transformable: Fault = {
  name: 'transformable',
  breaks: ['HTTP-08'],
  summary: 'Cache-Control is missing no-transform, so a proxy may compress the stream and hold events back.',
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      return { ...head, fields: replaced(head.fields, 'Cache-Control', 'no-store') }
    },
  }),
}
