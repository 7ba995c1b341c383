import type { HopFault } from '../fault.js'

export const dropsComments: HopFault = {
  name: 'drops-comments',
  breaks: ['HOP-12'],
  summary: 'Comment lines are removed, as a proxy that parses events does.',
  profile: 'hop',
  wrap: clean => ({
    content: (client, forwarded) => {
      const next = clean.content(client, forwarded)
      return { push: bytes => next.push(Buffer.from(bytes.toString('latin1').replaceAll(/^:.*\n\n/gm, ''), 'latin1')), end: next.end }
    },
  }),
}
