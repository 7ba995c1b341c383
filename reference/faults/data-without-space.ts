import type { Fault } from '../fault.js'

export const dataWithoutSpace: Fault = {
  name: 'data-without-space',
  breaks: ['FRM-07'],
  summary: "`data:` is written without a space after it, so the parser strips the payload's own leading space.",
  profile: 'sse',
  wrap: () => ({ dataFields: (payload, server) => server.parts.splitLines(payload).map(line => `data:${line}`) }),
}
