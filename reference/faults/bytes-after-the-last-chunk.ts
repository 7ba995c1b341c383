import type { Fault } from '../fault.js'

export const bytesAfterTheLastChunk: Fault = {
  name: 'bytes-after-the-last-chunk',
  breaks: ['HTTP-30'],
  summary: 'A goodbye is written to the connection when the response has ended already.',
  profile: 'sse',

  wrap: clean => ({ lastChunk: () => Buffer.concat([clean.lastChunk(), Buffer.from(': goodbye\n\n')]) }),
}
