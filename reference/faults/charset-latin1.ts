import type { Fault } from '../fault.js'
import { replaced } from '../head.js'

export const charsetLatin1: Fault = {
  name: 'charset-latin1',
  breaks: ['HTTP-03'],
  summary: 'Names a charset that the platform defaults to, which is not the one of event streams.',
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      return { ...head, fields: replaced(head.fields, 'Content-Type', 'text/event-stream; charset=iso-8859-1') }
    },
  }),
}
