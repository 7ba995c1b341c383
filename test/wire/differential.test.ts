import { strict as assert } from 'node:assert'
import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { createDifferential, type Disagreement } from '../../wire/index.js'
import { pieces, streamLikeBytes } from './splitting.js'

function compare(parts: Uint8Array[]) {
  const disagreements: Disagreement[] = []
  let events = 0
  const stream = createDifferential({ disagreement: found => disagreements.push(found), event: () => events++ })
  for (const part of parts) stream.push(part, 0)
  stream.close(0)
  return { disagreements, events, agreed: stream.agreed }
}

function libraryAlone(...chunks: string[]) {
  const events: { id?: string | undefined; data: string }[] = []
  const parser = createParser({ onEvent: ({ id, data }) => events.push({ id, data }) })
  for (const chunk of chunks) parser.feed(chunk)
  return events
}

describe('the differential', () => {
  it('finds that both parsers agree, on any stream and any split', () => {
    const property = fc.property(pieces(streamLikeBytes), parts => {
      const { disagreements, events, agreed } = compare(parts)
      assert.deepEqual(disagreements, [])
      assert.equal(agreed, events)
    })
    fc.assert(property, { numRuns: 10_000 })
  })

  it('finds that both agree on any bytes', () => {
    fc.assert(fc.property(pieces(fc.uint8Array({ maxLength: 200 })), parts => assert.deepEqual(compare(parts).disagreements, [])))
  })

  it('adapts to what the library does otherwise than the standard, which is this and still so', () => {
    assert.deepEqual(libraryAlone('id: 1\n\ndata: x\n\n'), [{ id: undefined, data: 'x' }])
    assert.deepEqual(libraryAlone('data: x\r\r'), [])
    assert.deepEqual(libraryAlone('data: x\r\r', ': y'), [])
    assert.deepEqual(libraryAlone('\u00ef\u00bb\u00bfdata: x\n\n'), [{ id: undefined, data: 'x' }])
    assert.deepEqual(libraryAlone('\ufeffdata: x\n\n'), [])
  })

  it('stops comparing where a limit made the census discard something', () => {
    const stream = createDifferential({ disagreement: () => assert.fail() }, { line_bytes: 10 })
    stream.push(Buffer.from('data: a\n\ndata: 0123456789\n\ndata: b\n\n'), 0)
    stream.close(0)
    assert.equal(stream.comparing, false)
  })

  it('takes time in proportion to the bytes, also where CRs make the library look ahead', () => {
    const cost_us = (mib: number) => {
      const stream = createDifferential({ disagreement: () => assert.fail() })
      const started = process.cpuUsage()
      for (let index = 0; index < mib; index++) stream.push(Buffer.alloc(1 << 20, '\r'), 0)
      const { user, system } = process.cpuUsage(started)
      return (user + system) / mib
    }
    // The quickest of several, taken in turn: a machine that stutters slows some of either down.
    const turns = Array.from({ length: 3 }, () => [cost_us(1), cost_us(8)] as const)
    const [short, long] = [Math.min(...turns.map(([us]) => us)), Math.min(...turns.map(([, us]) => us))]
    assert.ok(long < 4 * short, `${long} µs a MiB of eight, ${short} of one`)
  })
})
