import type { Fault } from '../fault.js'
import { replaced } from '../head.js'

export const charsetUtf8: Fault = {
  name: 'charset-utf8',
  breaks: ['HTTP-03'],
  summary: 'Names the charset utf8, without the hyphen that the registration of text/event-stream has.',
  profile: 'sse',

  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      return { ...head, fields: replaced(head.fields, 'Content-Type', 'text/event-stream; charset=utf8') }
    },
  }),
}
