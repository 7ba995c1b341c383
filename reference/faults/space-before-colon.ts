import type { Fault } from '../fault.js'
import { replaced } from '../head.js'

export const spaceBeforeColon: Fault = {
  name: 'space-before-colon',
  breaks: ['HTTP-27'],
  summary: 'A header line is written by hand, with a space before the colon.',
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      if (exchange.version === '2') return head
      return { ...head, fields: replaced(head.fields, 'Cache-Control', 'no-store, no-transform', 'Cache-Control ') }
    },
  }),
}
