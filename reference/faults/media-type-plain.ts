import type { Fault } from '../fault.js'
import { replaced } from '../head.js'

export const mediaTypePlain: Fault = {
  name: 'media-type-plain',
  breaks: ['HTTP-02', 'BRW-01'],
  summary: "The stream is served as text/plain, a framework's default when no content type is set.",
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      return { ...head, fields: replaced(head.fields, 'Content-Type', 'text/plain; charset=utf-8') }
    },
  }),
}
