import type { Fault } from '../fault.js'
import { replaced } from '../head.js'

export const charsetUtf8: Fault = {
  name: 'charset-utf8',
  breaks: ['HTTP-03'],
  summary: 'Content-Type declares the charset as utf8, without the hyphen in the registration of text/event-stream.',
  profile: 'sse',

  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      return { ...head, fields: replaced(head.fields, 'Content-Type', 'text/event-stream; charset=utf8') }
    },
  }),
}
