import type { Fault } from '../fault.js'

export const dataWithoutSpace: Fault = {
  name: 'data-without-space',
  breaks: ['FRM-07'],
  summary: "Writes `data:` without the space, so that the parser strips the payload's own leading space.",
  profile: 'sse',
  wrap: () => ({ dataFields: (payload, server) => server.parts.splitLines(payload).map(line => `data:${line}`) }),
}
