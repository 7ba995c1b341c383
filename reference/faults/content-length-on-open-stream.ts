import type { Fault } from '../fault.js'
import { replaced } from '../head.js'

export const contentLengthOnOpenStream: Fault = {
  name: 'content-length-on-open-stream',
  breaks: ['HTTP-04b'],
  summary: 'An open-ended stream declares a Content-Length, so a long stream is cut off once that length is reached.',
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      return head.chunked
        ? { ...head, chunked: false, fields: replaced(head.fields, 'Transfer-Encoding', '1073741824', 'Content-Length') }
        : head
    },
  }),
}
