import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import type { EventStreamOptions } from '../../wire/event-stream.js'
import { createEventStream, type EventStreamSink } from '../../wire/index.js'
import { readNaively } from './reference.js'
import { cut, pieces, streamLikeBytes } from './splitting.js'

type Told = [callback: string, what: Record<string, unknown>]

/** Everything passed to a sink, in order. */
function listen(parts: Uint8Array[], options: EventStreamOptions = {}, withTimes = false): Told[] {
  const told: Told[] = []
  const names = ['bom', 'invalidUtf8', 'line', 'mixedLineEnd', 'id', 'retry', 'event', 'block', 'pending', 'tooLong'] as const
  const entries = names.map(name => [name, (what: object) => told.push([name, { ...what }])])
  const stream = createEventStream(Object.fromEntries(entries) as EventStreamSink, options)
  for (const [index, part] of parts.entries()) stream.push(part, index + 1)
  stream.close(parts.length + 1)
  if (!withTimes) for (const [, what] of told) for (const key of ['t', 'firstByte_t', 'lastLine_t']) delete what[key]
  return told
}

function toldOf(name: string, told: Told[]): Record<string, unknown>[] {
  return told.filter(([callback]) => callback === name).map(([, what]) => what)
}

const text = (...parts: string[]) => parts.map(part => Buffer.from(part, 'utf8'))

describe('an event stream', () => {
  it('is told the same, in the same order, however it is split', () => {
    const property = fc.property(streamLikeBytes, fc.array(fc.nat(), { maxLength: 12 }), (bytes, places) => {
      assert.deepEqual(listen(cut(bytes, places)), listen([bytes]))
    })
    fc.assert(property, { numRuns: 5000 })
  })

  it('is told the same at every split when limits are reached', () => {
    const property = fc.property(
      streamLikeBytes,
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.integer({ min: 1, max: 12 }),
      (bytes, places, limit) => {
        const options = { line_bytes: limit, event_bytes: 2 * limit }
        assert.deepEqual(listen(cut(bytes, places), options), listen([bytes], options))
      },
    )
    fc.assert(property, { numRuns: 3000 })
  })

  it('dispatches what a naive reading of the standard dispatches', () => {
    const property = fc.property(pieces(streamLikeBytes), parts => {
      const seen: { type: string; data: string; id: string }[] = []
      const stream = createEventStream({ event: ({ type, data, id }) => seen.push({ type, data, id }) })
      for (const part of parts) stream.push(part, 0)
      stream.close(0)
      assert.deepEqual({ events: seen, lastEventId: stream.lastEventId }, readNaively(Buffer.concat(parts)))
    })
    fc.assert(property, { numRuns: 10_000 })
  })

  it('takes any bytes', () => {
    fc.assert(fc.property(pieces(fc.uint8Array({ maxLength: 300 })), parts => void listen(parts)))
  })

  it('tells every byte exactly once: lines follow each other without gap', () => {
    const property = fc.property(pieces(streamLikeBytes), parts => {
      const bytes = Buffer.concat(parts)
      const told = listen(parts)
      let at = toldOf('bom', told).some(bom => bom.atStart === true) ? 3 : 0
      for (const line of toldOf('line', told)) {
        const terminator = { lf: '\n', cr: '\r', crlf: '\r\n' }[String(line.terminator)] ?? ''
        assert.equal(line.offset, at)
        assert.equal(bytes.subarray(at, Number(line.end)).toString('latin1'), `${String(line.raw)}${terminator}`)
        at = Number(line.end)
      }
      const [pending] = toldOf('pending', told)
      const line = pending?.line as { offset: number; bytes: number } | undefined
      assert.equal(line === undefined ? at : line.offset + line.bytes, bytes.length)
    })
    fc.assert(property, { numRuns: 3000 })
  })

  it('gives offsets in bytes, and the times of the bytes that mattered', () => {
    const told = listen(text('id: é\nda', 'ta: x\n', '\n: '), {}, true)
    assert.deepEqual(toldOf('event', told), [
      { type: 'message', data: 'x', id: 'é', ownId: true, offset: 0, end: 16, t: 3, lines: 2, firstByte_t: 1, lastLine_t: 2 },
    ])
    assert.deepEqual(toldOf('pending', told), [{ offset: 16, t: 4, lines: 0, hasData: false, line: { offset: 16, bytes: 2, raw: ': ' } }])
  })

  it('dispatches at a CR at once, and leaves open whether an LF belongs to it', () => {
    const told: string[] = []
    const stream = createEventStream({ event: event => told.push(event.data), line: line => told.push(line.terminator) })
    stream.push(Buffer.from('data: x\r\r'), 0)
    assert.deepEqual(told, ['cr', 'x'])
    stream.push(Buffer.from('\n'), 1)
    assert.deepEqual(told, ['cr', 'x', 'crlf'])
  })

  it('tells the bytes of an id and of a retry from the name to the end of the value', () => {
    const lines = ['id', 'id:', 'id: 7', 'id:é✓', 'id: a\0', 'retry: 10', 'retry:é', 'retry']
    for (const terminator of ['\n', '\r', '\r\n']) {
      const bytes = Buffer.from(`\ufeff${lines.map(line => line + terminator).join('')}${terminator}`)
      const told = listen([bytes]).filter(([callback]) => callback === 'id' || callback === 'retry')
      const spans = told.map(([, { offset, end }]) => bytes.toString('utf8', Number(offset), Number(end)))
      assert.deepEqual(spans, lines)
    }
  })

  it('tells what stood in a block', () => {
    const [block] = toldOf('block', listen(text(': c\nfoo: 1\nretry: 2\nfoo\nid: a\0\n\n')))
    assert.deepEqual(block, {
      ...{ offset: 0, end: 32, lines: 5, comments: 1, fields: ['foo', 'retry', 'id'], hasData: false, hasId: false, dispatched: false },
    })
  })

  it('tells invalid UTF-8 where it is, as sequences that become one U+FFFD each', () => {
    const bytes = Buffer.from('data: \xe2\x82x\n:\xff\n\xf0\x9f', 'latin1')
    assert.deepEqual(toldOf('invalidUtf8', listen([bytes])), [
      { offset: 6, length: 2 },
      { offset: 11, length: 1 },
      { offset: 13, length: 2 },
    ])
  })

  it('finds as many invalid sequences as the decoder of the platform puts U+FFFD', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
      const sent = Buffer.concat([Buffer.from('x:'), bytes])
      const valid = [...sent.toString('latin1')].join('')
      const expected = [...new TextDecoder().decode(sent)].filter(character => character === '\ufffd').length
      const own = valid.split('\xef\xbf\xbd').length - 1
      assert.equal(toldOf('invalidUtf8', listen([sent])).length, expected - own)
    })
    fc.assert(property, { numRuns: 5000 })
  })

  it('tells a byte order mark at the start, and at the start of later lines', () => {
    const told = toldOf('bom', listen(text('\ufeffdata: a\n\ufeffdata: \ufeff\n')))
    assert.deepEqual(told, [
      { offset: 0, atStart: true },
      { offset: 11, atStart: false },
    ])
  })

  it('starts with the last event ID that it is given', () => {
    const [event] = toldOf('event', listen(text('data: a\n\n'), { lastEventId: '7' }))
    assert.equal(event?.id, '7')
    assert.equal(event?.ownId, false)
  })

  it('does not dispatch an event a line of which was too long, but minds no long comment', () => {
    const told = listen(text(`:${'c'.repeat(50)}\ndata: a\n\ndata: ${'d'.repeat(50)}\ndata: b\n\ndata: c\n\n`), { line_bytes: 20 })
    assert.deepEqual(
      toldOf('event', told).map(event => event.data),
      ['a', 'c'],
    )
    assert.deepEqual(toldOf('tooLong', told), [
      { offset: 0, what: 'line' },
      { offset: 61, what: 'line' },
    ])
  })

  it('takes the time of a block from its first byte, also where its first line is cut', () => {
    const [event] = toldOf('event', listen(text('\nd', 'ata: x\n', '\n'), {}, true))
    assert.deepEqual([event?.firstByte_t, event?.t], [1, 3])
  })

  it('does not dispatch an event beyond its limit, counted from its first data line on', () => {
    const options = { event_bytes: 16 }
    assert.deepEqual(toldOf('tooLong', listen(text('id: 123456789\ndata: a\ndata: bc\n\n'), options)), [])
    const told = listen(text('id: 1\ndata: a\ndata: bcd\n\ndata: e\n\n'), options)
    assert.deepEqual(toldOf('tooLong', told), [{ offset: 0, what: 'event' }])
    assert.deepEqual(
      toldOf('event', told).map(event => [event.data, event.id]),
      [['e', '1']],
    )
  })
})
