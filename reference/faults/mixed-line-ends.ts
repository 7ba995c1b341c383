import type { Fault } from '../fault.js'

export const mixedLineEnds: Fault = {
  name: 'mixed-line-ends',
  breaks: ['FRM-03'],
  summary: 'The library ends its lines with CRLF, but lines written by hand end with LF.',
  profile: 'sse',
  wrap: clean => ({ encodeEvent: (event, server) => Buffer.from(clean.encodeEvent(event, server).toString().replace('\n', '\r\n')) }),
}
