import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { Deflate, Z_SYNC_FLUSH } from 'pako'
import type { At } from '../../schemas/index.js'
import { http2 } from '../../wire/index.js'
import { cut } from '../wire/splitting.js'
import { CHUNKED_HEAD, chunk, frame, head } from './http-bytes.js'
import { STREAM, streamLines, type Watched } from './one-stream.js'
import { eventsOn, receivedOn } from './recording-of.js'

const EVENTS = ['id: 1\ndata: one\n\n', 'id: 2\ndata: zwölf\n\n', 'data: three\n\n']

const at = (one: At | undefined): { offset: number; length: number } => {
  assert.ok(one?.offset !== undefined && one.length !== undefined, 'a place with offset and length')
  return { offset: one.offset, length: one.length }
}

const bytesAt = (bytes: Buffer, one: At | undefined): string => {
  const { offset, length } = at(one)
  return bytes.toString('utf8', offset, offset + length)
}

const seenOn = async (pieces: Parameters<typeof streamLines>[0], watched: Watched = {}) => {
  const lines = streamLines(pieces, watched)
  return { wire: receivedOn(lines, STREAM), seen: await eventsOn('idle', lines) }
}

describe('where an event was seen', () => {
  it('is where its bytes stand, in content that only the connection delimits', async () => {
    const { wire, seen } = await seenOn(EVENTS.map((event, index) => [20 + index, event]))
    assert.deepEqual(
      seen.map(one => bytesAt(wire, one.at)),
      EVENTS,
    )
    assert.deepEqual(
      seen.map(one => one.at.t_ms),
      [20, 21, 22],
    )
  })

  it('is where its bytes stand between the sizes of the chunked coding', async () => {
    const { wire, seen } = await seenOn(
      EVENTS.map((event, index) => [20 + index, chunk(event)]),
      { head: CHUNKED_HEAD },
    )
    assert.deepEqual(
      seen.map(one => bytesAt(wire, one.at)),
      EVENTS,
    )
  })

  it('spans the framing between, when an event stands in several chunks', async () => {
    const { wire, seen } = await seenOn([[20, Buffer.concat([chunk('da'), chunk('ta: a\n'), chunk('\ndata: b\n\n')])]], {
      head: CHUNKED_HEAD,
    })
    assert.deepEqual(
      seen.map(one => bytesAt(wire, one.at)),
      ['da\r\n6\r\nta: a\n\r\na\r\n\n', 'data: b\n\n'],
    )
  })

  it('is right wherever a server cuts its chunks and wherever the network cuts those', async () => {
    const content = Buffer.from(EVENTS.join(''))
    const starts = EVENTS.map((_event, index) => Buffer.byteLength(EVENTS.slice(0, index).join('')))
    const places = fc.array(fc.nat(), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(places, places, async (chunks, segments) => {
        const parts = cut(content, chunks).filter(part => part.length > 0)
        const coded = Buffer.concat(parts.map(chunk))
        const onWire: number[] = []
        let offset = CHUNKED_HEAD.length
        for (const part of parts) {
          offset += `${part.length.toString(16)}\r\n`.length
          for (let byte = 0; byte < part.length; byte++) onWire.push(offset + byte)
          offset += part.length + 2
        }
        const { seen } = await seenOn(
          cut(coded, segments).map(bytes => [20, bytes]),
          { head: CHUNKED_HEAD },
        )
        assert.equal(seen.length, EVENTS.length)
        for (const [index, event] of seen.entries()) {
          const first = starts[index] ?? -1
          const last = first + Buffer.byteLength(EVENTS[index] ?? '') - 1
          assert.deepEqual(at(event.at), { offset: onWire[first], length: (onWire[last] ?? 0) - (onWire[first] ?? 0) + 1 })
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is in the content as it was before it was gzip, when its compressed bytes came', async () => {
    const deflate = new Deflate({ gzip: true })
    const flushed: Uint8Array[] = []
    deflate.onData = bytes => void flushed.push(bytes as Uint8Array)
    const texts = [EVENTS[0] ?? '', `${EVENTS[1]}${EVENTS[2]}`]
    const pieces = texts.map((event): Uint8Array => {
      flushed.length = 0
      deflate.push(event, Z_SYNC_FLUSH)
      return Buffer.concat(flushed)
    })
    const gzipHead = head(['Content-Type: text/event-stream', 'Content-Encoding: gzip'])
    const { seen } = await seenOn(
      pieces.map((bytes, index) => [20 + index, bytes]),
      { head: gzipHead },
    )
    const content = Buffer.from(EVENTS.join(''))
    assert.deepEqual(
      seen.map(one => [one.at.decoded, bytesAt(content, one.at), one.at.t_ms]),
      [
        [true, EVENTS[0], 20],
        [true, EVENTS[1], 21],
        [true, EVENTS[2], 21],
      ],
    )
  })

  it('is where its bytes stand in DATA frames, padding left out', async () => {
    const fields = [
      { name: ':status', value: '200' },
      { name: 'content-type', value: 'text/event-stream' },
    ]
    const PADDED = 0x8
    const data = [
      http2.data(1, Buffer.from(EVENTS[0] ?? ''), false),
      frame('data', PADDED, 1, Buffer.concat([Buffer.from([3]), Buffer.from(EVENTS[1] ?? ''), Buffer.alloc(3)])),
      http2.data(1, Buffer.from(EVENTS[2] ?? ''), false),
    ]
    const { wire, seen } = await seenOn(
      data.map((bytes, index) => [20 + index, bytes]),
      { head: Buffer.concat([http2.settings([]), http2.headers(1, fields, false)]), opening: { protocol: '2' } },
    )
    assert.deepEqual(
      seen.map(one => bytesAt(wire, one.at)),
      EVENTS,
    )
  })
})
