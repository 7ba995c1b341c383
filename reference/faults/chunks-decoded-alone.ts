import type { Fault } from '../fault.js'

const CHUNK_BYTES = 64 * 1024

export const chunksDecodedAlone: Fault = {
  name: 'chunks-decoded-alone',
  breaks: ['FRM-25b'],
  summary: 'Payloads are decoded in separate 64 KiB chunks, so a character that spans two chunks becomes U+FFFD.',
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
