import type { Fault } from '../fault.js'

export const mixedLineEnds: Fault = {
  name: 'mixed-line-ends',
  breaks: ['FRM-03'],
  summary: 'Some lines are ended by the library with CRLF, and others by hand with LF.',
  profile: 'sse',
  wrap: clean => ({ encodeEvent: (event, server) => Buffer.from(clean.encodeEvent(event, server).toString().replace('\n', '\r\n')) }),
}
