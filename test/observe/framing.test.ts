import { strict as assert } from 'node:assert'
import type { Framing } from '../../schemas/index.js'
import { head } from './http-bytes.js'
import { contentFacts, STREAM, streamFacts, streamLines } from './one-stream.js'
import { type Bytes, observationOf, open, received, receivedOn, scenario } from './recording-of.js'

type PlaceList = {
  [Name in keyof Framing]: Framing[Name] extends readonly { readonly at: unknown }[] ? Name : never
}[keyof Framing]

interface Case {
  readonly list: PlaceList
  /** What is in it, and so must be found. */
  readonly fault: Bytes
  /** The bytes that are pointed at. */
  readonly points: Bytes
  /** What is near it, and right. */
  readonly right: Bytes
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')
const EVENT = 'id: 1\ndata: a\n\n'

const cases: readonly Case[] = [
  { list: 'mixed_line_ends', fault: 'data: a\n\r\n', points: '\r\n', right: 'data: a\r\n\r\n' },
  { list: 'bom_at_start', fault: `\ufeff${EVENT}`, points: '\ufeff', right: EVENT },
  { list: 'bom_later', fault: `${EVENT}\ufeff${EVENT}`, points: '\ufeff', right: `${EVENT}data: \ufeff\n\n` },
  { list: 'invalid_utf8', fault: latin1('data: caf\xe9!\n\n'), points: latin1('\xe9'), right: 'data: café!\n\n' },
  { list: 'unknown_fields', fault: 'Data: a\n\n', points: 'Data: a\n', right: 'data: a\n\n' },
  { list: 'colonless', fault: 'ping\n\n', points: 'ping\n', right: 'data\n\n' },
  { list: 'retries', fault: 'retry:10é\n\n', points: 'retry:10é', right: EVENT },
  { list: 'blocks_without_data', fault: 'event: ping\n\n', points: 'event: ping\n\n', right: 'event: ping\ndata\n\nretry: 10\n\n: a\n\n' },
  { list: 'id_only_blocks', fault: 'id: 7\n\n', points: 'id: 7\n\n', right: 'id: 7\ndata: a\n\n' },
  { list: 'empty_ids', fault: 'id\ndata: a\n\n', points: 'id', right: EVENT },
  { list: 'ids_with_nul', fault: 'id: a\0b\ndata: a\n\n', points: 'id: a\0b', right: 'id: a\ndata: \0\n\n' },
  { list: 'ids_with_edge_space', fault: 'id:  7\ndata: a\n\n', points: 'id:  7', right: 'id: 7 8\ndata: a\n\n' },
  { list: 'ids_not_in_a_field_value', fault: 'id: 7\u0001\ndata: a\n\n', points: 'id: 7\u0001', right: 'id: é\ndata: a\n\n' },
  {
    list: 'long_ids',
    fault: `id:${'é'.repeat(65)}\ndata: a\n\n`,
    points: `id:${'é'.repeat(65)}`,
    right: `id: ${'a'.repeat(128)}\ndata: a\n\n`,
  },
  { list: 'unsafe_ids', fault: 'id: {7}\ndata: a\n\n', points: 'id: {7}', right: 'id: 7,8;9\ndata: a\n\n' },
  { list: 'events_without_id', fault: 'data: a\n\n', points: 'data: a\n\n', right: EVENT },
  { list: 'markup', fault: '<html>\n\n', points: '<html>\n', right: 'data: <html>\n\n' },
]

const listOf = async (list: PlaceList, content: Bytes) => {
  const lines = streamLines([[20, content]])
  const { framing } = await observationOf('idle', lines)
  return { places: framing[list], wire: receivedOn(lines, STREAM) }
}

describe('the census of an event stream', () => {
  for (const { list, fault, points, right } of cases) {
    it(`has ${list} where they stand, and none where there are none`, async () => {
      const { places, wire } = await listOf(list, fault)
      assert.equal(places.length, 1)
      const { offset = 0, length = 0 } = places[0]?.at ?? {}
      assert.equal(wire.subarray(offset, offset + length).toString('hex'), Buffer.from(points).toString('hex'))
      assert.deepEqual((await listOf(list, right)).places, [])
    })
  }

  it('points at the whole of an invalid sequence, a field line and a block', async () => {
    for (const { list, fault, points } of cases.filter(({ list: name }) =>
      ['invalid_utf8', 'unknown_fields', 'blocks_without_data'].includes(name),
    )) {
      const { places } = await listOf(list, fault)
      assert.equal(places[0]?.at.length, Buffer.byteLength(points), list)
    }
  })

  it('counts line ends by kind, comments, ids and bytes', async () => {
    const content = ': a\ndata: b\r\n\r\nid: 1\rid: 2\r\r'
    const { framing } = await contentFacts(content)
    assert.deepEqual(framing.line_ends, { lf: 1, crlf: 2, cr: 3 })
    assert.deepEqual([framing.comments, framing.ids, framing.bytes], [1, 2, content.length])
  })

  it('gives a retry its time where it is digits only', async () => {
    const { framing } = await contentFacts('retry: 10\n\nretry:0\n\nretry: 10s\n\nretry: -1\n\nretry\n\n')
    assert.deepEqual(
      framing.retries.map(({ value, ms }) => [value, ms]),
      [
        ['10', 10],
        ['0', 0],
        ['10s', undefined],
        ['-1', undefined],
        ['', undefined],
      ],
    )
  })

  it('gives a retry of hundreds of digits the largest time that there is', async () => {
    const { framing } = await contentFacts(`retry: ${'9'.repeat(400)}\n\n`)
    assert.deepEqual(JSON.parse(JSON.stringify(framing.retries))[0].ms, Number.MAX_VALUE)
  })

  it('reports an endless line when it is over 64 MiB, and only then', async () => {
    const piece = Buffer.alloc(16 << 20, 'x')
    const of = async (count: number) => {
      const { framing } = await streamFacts([
        [20, 'data: '],
        ...Array.from({ length: count }, (_one, index) => [21 + index, piece] as const),
      ])
      return framing.too_long.length
    }
    assert.equal(await of(1), 0)
    assert.equal(await of(5), 1)
  })

  it('keeps the first 200 places of each kind, each with at most 160 characters', async () => {
    const { framing } = await contentFacts(`${'y'.repeat(500)}: a\n\n${'Data: a\n\n'.repeat(300)}`)
    assert.equal(framing.unknown_fields.length, 200)
    assert.equal(framing.unknown_fields[0]?.text.length, 160)
  })

  it('is of all ordinary streams of the scenario together, and of no probe', async () => {
    const stream = (on: string, role: 'stream' | 'probe') => [
      ...open(on, 0, { role }),
      received(on, 10, head()),
      received(on, 11, 'Data: a\n\n'),
    ]
    const lines = [scenario('idle', 0, 'began'), ...stream('idle-1', 'stream'), ...stream('idle-2', 'stream'), ...stream('idle-3', 'probe')]
    const { framing } = await observationOf('idle', lines)
    assert.deepEqual(
      framing.unknown_fields.map(({ at }) => at.connection),
      ['idle-1', 'idle-2'],
    )
    assert.equal(framing.bytes, 18)
  })
})
