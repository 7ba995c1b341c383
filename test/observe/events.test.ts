import { strict as assert } from 'node:assert'
import { head } from './http-bytes.js'
import { contentFacts, streamLines } from './one-stream.js'
import { markerOf, publishNumber } from './published.js'
import { eventsOn, type Line, observationOf, open, received, scenario } from './recording-of.js'

const CHANNELS = { url: 'http://127.0.0.1/{{channel}}' }
const on = (name: string, channel: string, content: string): Line[] => [
  ...open(name, 0, { channel }),
  received(name, 10, head()),
  received(name, 20, content),
]

const eventsOf = (content: string) => eventsOn('idle', streamLines([[20, content]]))

const dataOf = (events: readonly { readonly data: string }[]) => events.map(({ data }) => data)

describe('the events of a scenario', () => {
  it('have the last event ID, which may be their own', async () => {
    const events = await eventsOf('id: 1\ndata: a\n\ndata: b\n\ndata: c\n\nid\ndata: d\n\ndata: e\n\n')
    assert.deepEqual(
      events.map(({ ownId, lastEventId }) => [ownId, lastEventId]),
      [
        [true, '1'],
        [false, '1'],
        [false, '1'],
        [true, ''],
        [false, ''],
      ],
    )
  })

  it('are read as a client dispatches them, of each the first 200 characters', async () => {
    const [first, second] = await eventsOf(`event: named\ndata: a\ndata: b\n\ndata: ${'é'.repeat(500)}\n\n`)
    assert.deepEqual([first?.type, first?.excerpt, second?.type, second?.excerpt.length], ['named', 'a\nb', 'message', 200])
  })

  it('are listed up to the 200th, and counted on', async () => {
    const { events } = await contentFacts('data: forged-a\n\n'.repeat(300))
    assert.deepEqual([events.count, events.forged.length], [300, 200])
  })

  it('are forged where data or id is what only the content of a payload or of an event name spelled out', async () => {
    const { events } = await contentFacts(
      ['data: forged-lf-1', 'id: forged-2\ndata: b', 'data: after it', 'event: forged-3\ndata: c', 'data: not forged-4', 'data: d']
        .map(block => `${block}\n\n`)
        .join(''),
    )
    assert.deepEqual(dataOf(events.forged), ['forged-lf-1', 'b'])
  })

  it('are not forged where an id lost its line breaks and nothing else', async () => {
    const { events } = await contentFacts('id: 1data: forged-1\ndata: joined\n\nid: 2\ndata: forged-2\ndata: split\n\n')
    assert.deepEqual(dataOf(events.forged), ['forged-2\nsplit'])
  })

  it('are forged where a line break in an id added a line to the data before it', async () => {
    const { events } = await contentFacts('data: split\nid: 1\ndata: forged-1\n\ndata: a payload\ndata: data: forged-2\n\n')
    assert.deepEqual(dataOf(events.forged), ['split\nforged-1'])
  })

  it('are foreign where they were published to another channel, on a target with channels', async () => {
    const lines = [
      scenario('idle', 0, 'began'),
      publishNumber(11, 1, { more: { channel: 'one' } }),
      publishNumber(12, 2, { more: { channel: 'two' } }),
      ...on('idle-1', 'one', `data: ${markerOf(1)}\n\ndata: ${markerOf(2)}\n\ndata: nobody's\n\n`),
      ...on('idle-2', 'two', `data: ${markerOf(2)}\n\n`),
    ]
    const { foreign } = (await observationOf('idle', lines, CHANNELS)).events
    assert.deepEqual(
      foreign.map(({ data, at }) => [data, at.connection]),
      [[markerOf(2), 'idle-1']],
    )
    assert.deepEqual((await observationOf('idle', lines)).events.foreign, [])
  })

  it('are foreign where another scenario published them to its channel', async () => {
    const lines = [
      scenario('idle', 0, 'began'),
      scenario('busy', 0, 'began'),
      publishNumber(11, 1, { scenario: 'busy', more: { channel: 'two' } }),
      ...on('idle-1', 'one', `data: ${markerOf(1, 'busy')}\n\n`),
    ]
    assert.equal((await observationOf('idle', lines, CHANNELS)).events.foreign.length, 1)
  })

  it('have the same id where a stream gives one twice, an empty one not counted', async () => {
    const { events } = await contentFacts('id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 1\ndata: c\n\nid\ndata: d\n\nid\ndata: e\n\ndata: f\n\n')
    assert.deepEqual(dataOf(events.same_id), ['c'])
  })

  it('have no same id where two streams give one each', async () => {
    const EVENT = 'id: 1\ndata: a\n\n'
    const lines = [scenario('idle', 0, 'began'), ...on('idle-1', 'one', EVENT), ...on('idle-2', 'one', EVENT)]
    assert.deepEqual((await observationOf('idle', lines)).events.same_id, [])
  })
})

describe('the two parsers', () => {
  it('agree on every event of every stream', async () => {
    const odd = '\ufeff: a\ndata: a\rdata\r\n\rid: \0\ndata: b\n\nid: 7\n\n: c\nevent: x\n\ndata:  é\n\ndata: \ud83d\ude00\n\n'
    const { parser, events } = await contentFacts(odd)
    assert.deepEqual(parser, { disagreements: [] })
    assert.equal(events.count, 4)
  })
})
