import type { Fault } from '../fault.js'
import { replaced } from '../head.js'

export const cacheable: Fault = {
  name: 'cacheable',
  breaks: ['HTTP-07'],
  summary: 'The stream gets the same cache lifetime as the rest of the site.',
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      return { ...head, fields: replaced(head.fields, 'Cache-Control', 'max-age=60, no-transform') }
    },
  }),
}
