import type { Fault } from '../fault.js'

export const closeDelimited: Fault = {
  name: 'close-delimited',
  breaks: ['HTTP-06'],
  summary: 'Writes the stream to HTTP/1.1 without chunks, so that a cut looks like a clean end.',
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      if (exchange.version !== '1.1') return head
      return { ...head, chunked: false, fields: head.fields.filter(([name]) => name !== 'Transfer-Encoding') }
    },
  }),
}
