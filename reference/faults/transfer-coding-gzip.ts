import type { Fault } from '../fault.js'
import { replaced } from '../head.js'

export const transferCodingGzip: Fault = {
  name: 'transfer-coding-gzip',
  breaks: ['HTTP-29'],
  summary: 'The head names gzip as a transfer coding too, of content that nobody compressed.',
  profile: 'sse',

  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      return { ...head, fields: replaced(head.fields, 'Transfer-Encoding', 'gzip, chunked') }
    },
  }),
}
