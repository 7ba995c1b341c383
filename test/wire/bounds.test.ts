import { strict as assert } from 'node:assert'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createDifferential, createEventStream, createFrameReader, createResponseReader, http2 } from '../../wire/index.js'

const CHUNK = Buffer.alloc(1 << 20, 'x')
const GIB = 1024
// What is dropped at a limit is dropped for good: for the rest a quarter of it shows that.
const QUARTER = 256
const LOOKS = 8

// What is still reachable is meant, not what V8 has not yet got round to: that depends on the tests before.
setFlagsFromString('--expose-gc')
const collectGarbage: unknown = runInNewContext('gc')

/** How much more memory is in use at the most while so many MiB are pushed. */
function grownBytes(chunks: number, push: (chunk: Uint8Array) => void): number {
  const inUse = () => {
    if (typeof collectGarbage === 'function') collectGarbage()
    const { arrayBuffers, heapUsed, external } = process.memoryUsage()
    return arrayBuffers + heapUsed + external
  }
  const before = inUse()
  let most = 0
  for (let index = 0; index < chunks; index++) {
    push(CHUNK)
    if (index % (chunks / LOOKS) === 0) most = Math.max(most, inUse() - before)
  }
  return most
}

describe('bytes without end', () => {
  it('as a line of 1 GiB are dropped at the limit, and told once', () => {
    const told: string[] = []
    const stream = createEventStream(
      { tooLong: ({ what }) => told.push(what), event: event => told.push(event.data) },
      { line_bytes: 8 << 20 },
    )
    stream.push(Buffer.from('data: '), 0)
    assert.ok(grownBytes(GIB, chunk => stream.push(chunk, 0)) < 64 << 20)
    stream.push(Buffer.from('\n\ndata: next\n\n'), 0)
    assert.deepEqual(told, ['line', 'next'])
  })

  it('as a line are dropped by the comparison too', () => {
    const stream = createDifferential({ disagreement: () => assert.fail() }, { line_bytes: 8 << 20 })
    assert.ok(grownBytes(QUARTER, chunk => stream.push(chunk, 0)) < 64 << 20)
  })

  it('as an event of many lines are dropped at the limit', () => {
    const told: string[] = []
    const stream = createDifferential({ tooLong: ({ what }) => told.push(what) }, { event_bytes: 8 << 20 })
    const lines = Buffer.from(`data: short\n:${'c'.repeat(65_520)}\n`.repeat(16))
    assert.ok(grownBytes(QUARTER, () => stream.push(lines, 0)) < 64 << 20)
    assert.deepEqual(told, ['event'])
  })

  it('as a head, a chunk extension, or an unreadable rest are not kept', () => {
    for (const start of ['HTTP/1.1 200 OK\r\na: ', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;', 'nonsense']) {
      const reader = createResponseReader({ method: 'GET' }, {})
      reader.push(Buffer.from(start), 0)
      assert.ok(grownBytes(QUARTER, chunk => reader.push(chunk, 0)) < 64 << 20)
    }
  })

  it('as HTTP/2 data pass through', () => {
    const reader = createFrameReader({})
    reader.push(http2.settings([]), 0)
    const frames = http2.data(1, CHUNK, false)
    assert.ok(grownBytes(QUARTER, () => reader.push(frames, 0)) < 64 << 20)
    assert.equal(reader.readable, true)
  })
})
