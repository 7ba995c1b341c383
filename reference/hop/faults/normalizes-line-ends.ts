import type { HopFault } from '../fault.js'

export const normalizesLineEnds: HopFault = {
  name: 'normalizes-line-ends',
  breaks: ['HOP-10'],
  summary: 'CRLF becomes LF, as a proxy that splits lines and joins them does.',
  profile: 'hop',
  wrap: clean => ({
    content: (client, forwarded) => {
      const next = clean.content(client, forwarded)
      return { push: bytes => next.push(Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')), end: next.end }
    },
  }),
}
