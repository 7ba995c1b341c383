import type { Fault } from '../fault.js'
import { replaced } from '../head.js'

export const contentLengthOnOpenStream: Fault = {
  name: 'content-length-on-open-stream',
  breaks: ['HTTP-04b'],
  summary: 'Promises a length for a stream that has none, so that a long stream is cut where the promise ends.',
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
