import type { Fault } from '../fault.js'
import { replaced } from '../head.js'

export const charsetLatin1: Fault = {
  name: 'charset-latin1',
  breaks: ['HTTP-03'],
  summary: "Content-Type declares the platform's default charset instead of UTF-8.",
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      return { ...head, fields: replaced(head.fields, 'Content-Type', 'text/event-stream; charset=iso-8859-1') }
    },
  }),
}
