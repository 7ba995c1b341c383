import type { Fault } from '../fault.js'

export const finalChunkMissing: Fault = {
  name: 'final-chunk-missing',
  breaks: ['HTTP-21'],
  summary: 'A shutdown closes the sockets without the last chunk, so the end of the stream looks like a dropped connection.',
  profile: 'sse',
  wrap: () => ({ lastChunk: () => Buffer.alloc(0) }),
}
