import type { Fault } from '../fault.js'

export const contentLengthBesideChunked: Fault = {
  name: 'content-length-beside-chunked',
  breaks: ['HTTP-04'],
  summary: 'The response has a Content-Length as well as chunked encoding, which is how requests are smuggled.',
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      return head.chunked ? { ...head, fields: [...head.fields, ['Content-Length', '1048576']] } : head
    },
  }),
}
