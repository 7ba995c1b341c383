import { strict as assert } from 'node:assert'
import { constants, createGzip, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { createDecoder, type Decoder } from '../../wire/index.js'
import { cut } from './splitting.js'

function decoderOf(coding: string, limit_bytes?: number): Decoder {
  const decoder = createDecoder(coding, limit_bytes)
  assert.ok(decoder !== undefined)
  return decoder
}

function decode(decoder: Decoder, parts: Uint8Array[]): string {
  return Buffer.concat(parts.flatMap(part => decoder.push(part))).toString('latin1')
}

describe('a content coding', () => {
  it('is removed, at any cut', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 2000 }), fc.array(fc.nat(), { maxLength: 12 }), (content, places) => {
      for (const [coding, encoded] of [
        ['gzip', gzipSync(content)],
        ['X-Gzip', gzipSync(content)],
        ['deflate', deflateSync(content)],
      ] as const) {
        const decoder = decoderOf(coding)
        assert.equal(decode(decoder, cut(encoded, places)), Buffer.from(content).toString('latin1'))
        assert.deepEqual([decoder.ended, decoder.fault, decoder.unwrapped], [true, undefined, false])
      }
    })
    fc.assert(property)
  })

  it('gives at once what was flushed', async () => {
    const gzip = createGzip()
    const decoder = decoderOf('gzip')
    for (const event of ['data: 1\n\n', `data: ${'2'.repeat(100_000)}\n\n`, ': \n\n']) {
      gzip.write(event)
      await new Promise<void>(resolve => gzip.flush(constants.Z_SYNC_FLUSH, resolve))
      assert.equal(decode(decoder, [gzip.read() as Buffer]), event)
    }
    gzip.destroy()
  })

  it('gives nothing while nothing was flushed', () => {
    const encoded = gzipSync('data: 1\n\n')
    assert.equal(decode(decoderOf('gzip'), [encoded.subarray(0, 10)]), '')
  })

  it('may be deflate without its wrapper, which is told', () => {
    const decoder = decoderOf('deflate')
    assert.equal(decode(decoder, [deflateRawSync('data: 1\n\n')]), 'data: 1\n\n')
    assert.equal(decoder.unwrapped, true)
  })

  it('may be several gzip members', () => {
    const members = Buffer.concat([gzipSync('a'), gzipSync('b')])
    assert.equal(decode(decoderOf('gzip'), [members]), 'ab')
    assert.equal(decode(decoderOf('gzip'), [gzipSync('a'), gzipSync('b')]), 'ab')
  })

  it('that is a bomb stops at the limit', () => {
    const bomb = gzipSync(Buffer.alloc(256 << 20))
    const decoder = decoderOf('gzip', 1 << 20)
    const before = process.memoryUsage().arrayBuffers
    assert.equal(decode(decoder, [bomb]).length, 1 << 20)
    assert.equal(decoder.fault, 'expands-too-much')
    assert.deepEqual(decoder.push(bomb), [])
    assert.ok(process.memoryUsage().arrayBuffers - before < 16 << 20)
  })

  it('that is broken is told, and never thrown', () => {
    const decoder = decoderOf('gzip')
    assert.equal(decode(decoder, [Buffer.from('data: plain\n\n')]), '')
    assert.equal(decoder.fault, 'invalid')
    const trailing = decoderOf('gzip')
    assert.equal(decode(trailing, [gzipSync('a'), Buffer.from('garbage')]), 'a')
    assert.equal(trailing.fault, 'invalid')
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), fc.constantFrom('gzip', 'deflate'), (parts, coding) => void decode(decoderOf(coding), parts)),
    )
  })

  it('that is damaged anywhere neither throws nor hangs', () => {
    const encoded = gzipSync('data: hello hello hello\n\n'.repeat(50))
    const property = fc.property(fc.nat(encoded.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
      const damaged = Buffer.from(encoded)
      damaged[place] = (damaged[place] ?? 0) ^ change
      decode(decoderOf('gzip'), [damaged])
    })
    fc.assert(property, { numRuns: 1000 })
  })

  it('that is unknown has no decoder; identity changes nothing', () => {
    for (const coding of ['br', 'zstd', 'compress', 'gzip, gzip', '']) assert.equal(createDecoder(coding), undefined)
    assert.equal(decode(decoderOf('identity'), [Buffer.from('a')]), 'a')
  })
})
