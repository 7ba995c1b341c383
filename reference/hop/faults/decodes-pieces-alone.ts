import type { HopFault } from '../fault.js'

export const decodesPiecesAlone: HopFault = {
  name: 'decodes-pieces-alone',
  breaks: ['HOP-11'],
  summary: 'Each piece of content is decoded as UTF-8 by itself, so a character over two pieces is lost.',
  profile: 'hop',
  wrap: clean => ({
    content: (client, forwarded) => {
      const next = clean.content(client, forwarded)
      return { push: bytes => next.push(Buffer.from(bytes.toString('utf8'), 'utf8')), end: next.end }
    },
  }),
}
