import type { Fault } from '../fault.js'
import { replaced } from '../head.js'

export const transferCodingGzip: Fault = {
  name: 'transfer-coding-gzip',
  breaks: ['HTTP-29'],
  summary: 'The response headers also declare gzip as a transfer coding, although the content is not compressed.',
  profile: 'sse',

  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      return { ...head, fields: replaced(head.fields, 'Transfer-Encoding', 'gzip, chunked') }
    },
  }),
}
