import type { Fault } from '../fault.js'

export const gzipForced: Fault = {
  name: 'gzip-forced',
  breaks: ['HTTP-12'],
  summary: 'The stream is compressed for every client, whatever its Accept-Encoding says.',
  profile: 'sse',
  wrap: clean => ({
    streamHead: exchange => {
      const head = clean.streamHead(exchange)
      if (head.coding === 'gzip') return head
      return { ...head, coding: 'gzip', fields: [['Content-Encoding', 'gzip'], ...head.fields] }
    },
  }),
}
