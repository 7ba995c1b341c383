import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { createFrameReader, http2 } from '../../wire/index.js'
import { target } from './target.js'

const streamId = fc.constantFrom(0, 1, 2, 3, 2 ** 31 - 1)
const sent = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.constant(http2.settings([])),
  streamId.map(id => http2.headers(id, [{ name: ':status', value: '200' }], false)),
  fc.tuple(streamId, fc.uint8Array({ maxLength: 40 }), fc.boolean()).map(([id, bytes, end]) => http2.data(id, Buffer.from(bytes), end)),
  // A header with any type, flags and length, and fewer bytes than it promises.
  fc
    .record({ length: fc.nat({ max: 0xffffff }), type: fc.nat({ max: 12 }), flags: fc.nat({ max: 255 }), id: streamId })
    .map(({ length, type, flags, id }) => {
      const header = Buffer.alloc(9)
      header.writeUIntBE(length, 0, 3)
      header.writeUInt8(type, 3)
      header.writeUInt8(flags, 4)
      header.writeUInt32BE(id, 5)
      return header
    }),
)

/** What a frame reader reports, as text. Content is joined, because its pieces depend on how the bytes arrived. */
const read = (parts: readonly Uint8Array[]): string[] => {
  const told: string[] = []
  const content = new Map<number, number>()
  const reader = createFrameReader({
    frame: frame => told.push(`frame ${JSON.stringify(frame)}`),
    headers: section => told.push(`fields ${JSON.stringify(section)}`),
    data: (id, bytes) => content.set(id, (content.get(id) ?? 0) + bytes.length),
    fault: fault => told.push(`fault ${JSON.stringify(fault)}`),
  })
  for (const part of parts) reader.push(part, 0)
  reader.close(0)
  return [...told, ...[...content].map(([id, bytes]) => `${bytes} bytes on ${id}`)]
}

/** The same frames and faults, however the bytes were split. */
export const frames = target('frames: any bytes of an HTTP/2 server', async () => ({
  property: fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 12 }), fc.nat({ max: 60 }), async (parts, at) => {
    const bytes = Buffer.concat(parts)
    assert.deepEqual(read([bytes.subarray(0, at), bytes.subarray(at)]), read([bytes]))
  }),
}))
