import type { Fault } from '../fault.js'
import { replaced } from '../head.js'

export const mediaTypePlain: Fault = {
  name: 'media-type-plain',
  breaks: ['HTTP-02', 'BRW-01'],
  summary: 'Serves the stream as text/plain, as a framework does when nobody names the type.',
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      return { ...head, fields: replaced(head.fields, 'Content-Type', 'text/plain; charset=utf-8') }
    },
  }),
}
