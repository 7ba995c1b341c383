import type { Fault } from '../fault.js'

export const finalChunkMissing: Fault = {
  name: 'final-chunk-missing',
  breaks: ['HTTP-21'],
  summary: 'A shutdown closes the sockets without the last chunk, so that its end looks like a cut.',
  profile: 'sse',
  wrap: () => ({ lastChunk: () => Buffer.alloc(0) }),
}
