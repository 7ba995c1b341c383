import type { Fault } from '../fault.js'

export const headMethodStreams: Fault = {
  name: 'head-method-streams',
  breaks: ['HTTP-14', 'HTTP-14b'],
  summary: 'HEAD is routed to the GET handler, which writes a stream.',
  profile: 'sse',
  wrap: clean => ({
    // node:http2 ends the response to HEAD by itself.
    answerHead: exchange => (exchange.version === '2' ? clean.answerHead(exchange) : exchange.server.parts.openStream(exchange)),
  }),
}
