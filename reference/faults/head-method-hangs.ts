import { admitted } from '../authenticate.js'
import type { Fault } from '../fault.js'
import { writtenHead } from '../head.js'
import { streaming } from '../outlet.js'

export const headMethodHangs: Fault = {
  name: 'head-method-hangs',
  breaks: ['HTTP-14b'],
  summary: 'HEAD gets its response headers from the GET handler, and the response then stays open like a stream.',
  profile: 'sse',
  wrap: clean => ({
    answerHead: exchange => {
      if (exchange.version === '2') clean.answerHead(exchange)
      else if (admitted(exchange)) {
        streaming.add(exchange.socket)
        exchange.socket.write(writtenHead(exchange.server.parts.streamHead(exchange)))
      }
    },
  }),
}
