import type { Fault } from '../fault.js'

export const optionsOpensAStream: Fault = {
  name: 'options-opens-a-stream',
  breaks: ['HTTP-15', 'HTTP-16', 'HTTP-24'],
  summary: 'OPTIONS is routed to the GET handler: it requires the token and opens a stream.',
  profile: 'sse',
  wrap: clean => ({
    answerOptions: (exchange, methods) => {
      if (exchange.path === exchange.server.settings.stream_path) exchange.server.parts.openStream(exchange)
      else clean.answerOptions(exchange, methods)
    },
  }),
}
