import type { Fault } from '../fault.js'

export const closeDelimited: Fault = {
  name: 'close-delimited',
  breaks: ['HTTP-06'],
  summary: 'HTTP/1.1 streams are sent without chunked encoding, so a dropped connection looks like a clean end.',
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      if (exchange.version !== '1.1') return head
      return { ...head, chunked: false, fields: head.fields.filter(([name]) => name !== 'Transfer-Encoding') }
    },
  }),
}
