import type { Fault } from '../fault.js'

const CHUNK_BYTES = 64 * 1024

export const chunksDecodedAlone: Fault = {
  name: 'chunks-decoded-alone',
  breaks: ['FRM-25b'],
  summary: 'The payload is decoded chunk by chunk, each of 64 KiB by itself: a character on the edge of two becomes U+FFFD.',
  profile: 'sse',
  wrap: clean => ({
    eventFields: (event, server) => {
      const bytes = Buffer.from(event.data)
      const chunks = Array.from({ length: Math.ceil(bytes.length / CHUNK_BYTES) }, (_, n) =>
        bytes.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES),
      )
      return clean.eventFields({ ...event, data: chunks.map(chunk => chunk.toString('utf8')).join('') }, server)
    },
  }),
}
