import { strict as assert } from 'node:assert'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { createExcerpts, excerptsFrom } from '../../observe/index.js'
import type { Evidence } from '../../schemas/index.js'
import { cut } from '../wire/splitting.js'
import { open, received, recordingOf, sent } from './recording-of.js'

const at = (offset: number, length?: number): Evidence => ({
  connection: 'a',
  offset,
  t_ms: 1,
  ...(length === undefined ? {} : { length }),
})

const excerptOf = (
  evidence: Evidence,
  ...chunks: readonly (string | Uint8Array)[]
): { text: string | undefined; marked: string | undefined } => {
  const collected = createExcerpts([evidence])
  for (const chunk of chunks) collected.push('a', Buffer.from(chunk))
  const { excerpt, highlight } = collected.excerpts().get(evidence) ?? evidence
  return { text: excerpt, marked: highlight === undefined ? undefined : excerpt?.slice(...highlight) }
}

describe('an excerpt', () => {
  it('has 64 bytes before and after what is meant, which is marked', () => {
    const { text, marked } = excerptOf(at(100, 3), `${'a'.repeat(100)}XYZ${'b'.repeat(100)}`)
    assert.equal(text, `${'a'.repeat(64)}XYZ${'b'.repeat(64)}`)
    assert.equal(marked, 'XYZ')
  })

  it('ends where the bytes end', () => {
    assert.deepEqual(excerptOf(at(0, 2), 'abc'), { text: 'abc', marked: 'ab' })
    assert.deepEqual(excerptOf(at(2, 1), 'abc'), { text: 'abc', marked: 'c' })
    assert.deepEqual(excerptOf(at(2, 50), 'abc'), { text: 'abc', marked: 'c' })
    assert.deepEqual(excerptOf(at(3, 1), 'abc'), { text: 'abc', marked: '' })
  })

  it('marks one byte where no length is given', () => {
    assert.equal(excerptOf(at(1), 'abc').marked, 'b')
  })

  it('marks at most 240 bytes of what is long', () => {
    const { text, marked } = excerptOf(at(0, 100_000), 'x'.repeat(100_000))
    assert.deepEqual([marked?.length, text?.length], [240, 304])
  })

  it('spells what is no UTF-8 byte by byte, and leaves the rest as it is', () => {
    const bytes = Buffer.concat([Buffer.from('é '), Buffer.from([0xe9]), Buffer.from(' 🎉'), Buffer.from([0xff, 0x00])])
    const { text, marked } = excerptOf(at(3, 1), bytes)
    assert.equal(text, 'é \\xe9 🎉\\xff\0')
    assert.equal(marked, '\\xe9')
  })

  it('spells a character that its edge cuts', () => {
    const { text } = excerptOf(at(65, 1), `é${'a'.repeat(70)}`)
    assert.ok(text?.startsWith('\\xa9aaa'), text)
  })

  it('is the same wherever the bytes were cut', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        fc.nat(200),
        fc.integer({ min: 1, max: 60 }),
        (bytes, places, offset, length) => {
          assert.deepEqual(excerptOf(at(offset, length), ...cut(bytes, places)), excerptOf(at(offset, length), bytes))
        },
      ),
    )
  })

  it('is none without an offset, or where nothing was received', () => {
    const nowhere: Evidence = { connection: 'a', t_ms: 1 }
    assert.deepEqual(excerptOf(nowhere, 'abc'), { text: undefined, marked: undefined })
    assert.deepEqual(excerptOf(at(0, 1)), { text: undefined, marked: undefined })
  })

  it('is of what its own connection received, from a recording', async () => {
    const evidence: Evidence[] = [at(1, 1), { ...at(1, 1), connection: 'b' }, at(0, 1)]
    const lines = recordingOf([
      received('a', 1, 'ab'),
      sent('a', 2, 'XX'),
      received('b', 3, Buffer.from([0xff, 0x31])),
      received('a', 4, 'c'),
    ])
    const found = await excerptsFrom(lines, evidence)
    assert.deepEqual(
      evidence.map(one => found.get(one)?.excerpt),
      ['abc', '\\xff1', 'abc'],
    )
    assert.deepEqual(
      evidence.map(one => found.get(one)?.highlight),
      [
        [1, 2],
        [4, 5],
        [0, 1],
      ],
    )
  })

  it('of content that was coded is of what it was before', async () => {
    const content = 'id: 1\ndata: x\n\n'.repeat(1000)
    const coded = Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n'), gzipSync(content)])
    const inContent: Evidence = { connection: 'a', offset: 15_001, length: 5, decoded: true, t_ms: 1 }
    const onWire: Evidence = { connection: 'a', offset: 0, length: 8, t_ms: 1 }
    const cuts = [coded.subarray(0, 70), coded.subarray(70, 90), coded.subarray(90)]
    const lines = recordingOf([...open('a', 0), ...cuts.map((bytes, index) => received('a', index + 1, bytes))])
    const found = await excerptsFrom(lines, [inContent, onWire])
    const marked = [inContent, onWire].map(one => {
      const { excerpt, highlight = [0, 0] } = found.get(one) ?? one
      return excerpt?.slice(...highlight)
    })
    assert.deepEqual(marked, [content.slice(15_001, 15_006), 'HTTP/1.1'])
  })
})
