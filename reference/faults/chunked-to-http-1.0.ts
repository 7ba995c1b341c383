import type { Fault } from '../fault.js'

export const chunkedToHttp10: Fault = {
  name: 'chunked-to-http-1.0',
  breaks: ['HTTP-05'],
  summary: 'Chunked encoding is used for HTTP/1.0 too, whose clients read the chunk sizes as data.',
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      if (exchange.version !== '1.0') return head
      return { ...head, chunked: true, fields: [...head.fields, ['Transfer-Encoding', 'chunked']] }
    },
  }),
}
