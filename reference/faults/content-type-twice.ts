import type { Fault } from '../fault.js'

export const contentTypeTwice: Fault = {
  name: 'content-type-twice',
  breaks: ['HTTP-02b'],
  summary: 'Both the framework and the handler set Content-Type, so the response has two Content-Type headers.',
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      if (exchange.version === '2') return head
      return { ...head, fields: [...head.fields, ['Content-Type', 'text/event-stream']] }
    },
  }),
}
