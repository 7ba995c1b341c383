import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import type { Delivery } from '../../schemas/index.js'
import { head } from './http-bytes.js'
import { STREAM, streamLines } from './one-stream.js'
import { eventOf, markerOf, publish, publishNumber } from './published.js'
import { close, fin, type Line, lag, ns, observationOf, open, received, receivedOn } from './recording-of.js'

type Pieces = Parameters<typeof streamLines>[0]

const deliveriesIn = async (pieces: Pieces, publications: readonly Line[]) =>
  (await observationOf('idle', streamLines(pieces, { more: publications }))).deliveries

const deliveryOf = (deliveries: Record<string, Delivery>, name: string): Delivery => {
  const delivery = deliveries[name]
  assert.ok(delivery !== undefined, `a delivery of ${name}`)
  return delivery
}

const deliveryIn = async (pieces: Pieces, publications: readonly Line[], name: string): Promise<Delivery> =>
  deliveryOf(await deliveriesIn(pieces, publications), name)

const HI = `hi ${markerOf(1)}`
const BREAKS = `a ${markerOf(2)}\r\nb\rc\nd`
const FIRST = publish(100, 'hi', HI)
const SECOND = publish(200, 'breaks', BREAKS)
const json = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`

describe('a delivery', () => {
  it('is at the event that carries its payload', async () => {
    const lines = streamLines([[105, `: \n\n${eventOf(1)}`]], { more: [publishNumber(100, 1)] })
    const { at, got, expected, got_type } = deliveryOf((await observationOf('idle', lines)).deliveries, '1')
    assert.equal(got, expected)
    assert.equal(got_type, 'message')
    const { offset = 0, length = 0 } = at
    assert.equal(receivedOn(lines, STREAM).toString('utf8', offset, offset + length), eventOf(1))
  })

  it('took so long from calling the hook, however late the hook answers', async () => {
    assert.equal((await deliveryIn([[140, eventOf(1)]], [publishNumber(100, 1)], '1')).after_ms, 40)
    const late = publishNumber(100, 1, { more: { t: ns(900) } })
    assert.equal((await deliveryIn([[800, eventOf(1)]], [late], '1')).after_ms, 700)
  })

  it('is not late for what starting a command takes', async () => {
    const slow = [publishNumber(100, 1, { more: { t: ns(600) } }), publishNumber(100, 2, { more: { t: ns(590) } })]
    const lines = streamLines([[640, `${eventOf(1)}${eventOf(2)}`]], { more: slow })
    const { deliveries } = await observationOf('idle', lines, { hooks: { publish: { command: ['publish'] } } })
    assert.equal(deliveries['1']?.after_ms, 50)
  })

  it('was held up by so much more than the first took', async () => {
    const pieces: Pieces = [
      [110, eventOf(1)],
      [240, eventOf(2)],
    ]
    const deliveries = await deliveriesIn(pieces, [publishNumber(100, 1), publishNumber(200, 2)])
    assert.deepEqual([deliveries['1']?.held_up_ms, deliveries['2']?.held_up_ms], [undefined, 30])
  })

  it('arrived alone where nothing else was published before, and the stream stayed open', async () => {
    const two = [publishNumber(100, 1), publishNumber(200, 2)]
    assert.equal((await deliveryIn([[110, eventOf(1)]], two, '1')).alone, true)
    assert.equal((await deliveryIn([[210, eventOf(1)]], two, '1')).alone, false)
  })

  it('was lost, held, ended or refused: four facts', async () => {
    const two = [publishNumber(100, 1), publishNumber(200, 2)]
    assert.equal((await deliveryIn([[210, eventOf(2)]], two, '1')).fate, 'lost')
    assert.equal((await deliveryIn([], two, '1')).fate, 'held')
    assert.equal((await deliveryIn([], [publishNumber(100, 1, { more: { ok: false } })], '1')).fate, 'refused')
    const three = [publishNumber(100, 1), publishNumber(140, 2), publishNumber(300, 3), fin(STREAM, 150)]
    const { deliveries } = await observationOf('idle', streamLines([[110, eventOf(1)]], { until_ms: 150, how: 'fin', more: three }))
    assert.deepEqual([deliveries['2']?.fate, deliveries['3']?.fate], ['ended', 'unheard'])
  })

  it('has the lag between publication and event', async () => {
    const of = async (...times_ms: number[]) =>
      (await deliveryIn([[140, eventOf(1)]], [publishNumber(100, 1), ...times_ms.map((t, index) => lag(t, index * 90))], '1')).lag_ms
    assert.equal(await of(90, 120), 90)
    assert.equal(await of(300, 400), 0)
  })

  it('has all stalls between publication and event together', async () => {
    const stalls = [lag(90, 0), lag(110, 60), lag(130, 70), lag(135, 20)]
    assert.equal((await deliveryIn([[140, eventOf(1)]], [publishNumber(100, 1), ...stalls], '1')).lag_ms, 130)
  })

  it('reports how long the blank line was withheld', async () => {
    const event = eventOf(1)
    const { blank_line_after_ms, after_ms } = await deliveryIn(
      [
        [110, event.slice(0, -1)],
        [500, '\n'],
      ],
      [publishNumber(100, 1)],
      '1',
    )
    assert.deepEqual([blank_line_after_ms, after_ms], [390, 400])
    assert.equal((await deliveryIn([[110, event]], [publishNumber(100, 1)], '1')).blank_line_after_ms, 0)
  })

  it('that did not come has no time, and stands where it was published', async () => {
    const delivery = await deliveryIn([], [publishNumber(100, 1)], '1')
    assert.deepEqual([delivery.got, delivery.after_ms, delivery.on_streams], [null, undefined, 0])
    assert.deepEqual(delivery.at, { connection: STREAM, t_ms: 100.5 })
  })

  it('that the hook did not take says why', async () => {
    const refused = publishNumber(100, 1, { more: { ok: false, reason: 'it answered 500: no' } })
    const { accepted, reason } = await deliveryIn([], [refused], '1')
    assert.deepEqual([accepted, reason], [false, 'it answered 500: no'])
  })

  it('has the event name that was asked for, and the one that came', async () => {
    const asked = publish(100, 'named', HI, { published: { event: 'Update' } })
    const { expected_type, got_type } = await deliveryIn([[110, `event: update\ndata: ${HI}\n\n`]], [asked], 'named')
    assert.deepEqual([expected_type, got_type], ['Update', 'update'])
  })

  it('counts the streams that it reached', async () => {
    const other = [...open('idle-2', 0), received('idle-2', 10, head()), received('idle-2', 120, eventOf(1)), close('idle-2', 900, 'done')]
    const third = [...open('idle-3', 0), received('idle-3', 10, head()), close('idle-3', 900, 'done')]
    const { on_streams } = await deliveryIn([[110, eventOf(1)]], [publishNumber(100, 1), ...other, ...third], '1')
    assert.equal(on_streams, 2)
  })

  it('is no event of a probe', async () => {
    const probe = [...open('idle-2', 0, { role: 'probe' }), received('idle-2', 10, head()), received('idle-2', 120, eventOf(1))]
    assert.equal((await deliveryIn([], [publishNumber(100, 1), ...probe], '1')).got, null)
  })
})

describe('a payload', () => {
  it('sent as it is loses which line ends it had, and nothing else', async () => {
    const pieces: Pieces = [
      [110, `data: ${HI}\n\n`],
      [210, `data: a ${markerOf(2)}\ndata: b\ndata: c\ndata: d\n\n`],
    ]
    const { expected, got } = await deliveryIn(pieces, [FIRST, SECOND], 'breaks')
    assert.equal(got, `a ${markerOf(2)}\nb\nc\nd`)
    assert.equal(expected, got)
  })

  it('sent as a JSON string keeps its line ends', async () => {
    const of = async (sent: string) => {
      const pieces: Pieces = [
        [110, json(HI)],
        [210, json(sent)],
      ]
      const { expected, got } = await deliveryIn(pieces, [FIRST, SECOND], 'breaks')
      return { expected, got }
    }
    assert.deepEqual(await of(BREAKS), { expected: BREAKS, got: BREAKS })
    assert.deepEqual(await of(BREAKS.replaceAll('\r\n', '\n')), { expected: BREAKS, got: BREAKS.replaceAll('\r\n', '\n') })
  })

  it('sent inside a JSON object is the string at the place where the first one stood', async () => {
    const wrapped = (text: string, other: string) => json({ type: 'message', content: { text }, copy: other })
    const pieces: Pieces = [
      [110, wrapped(HI, '')],
      [210, wrapped(BREAKS, `not ${markerOf(2)}`)],
    ]
    const { expected, got } = await deliveryIn(pieces, [FIRST, SECOND], 'breaks')
    assert.deepEqual([expected, got], [BREAKS, BREAKS])
  })

  it('that is itself JSON is compared as it was sent', async () => {
    const payload = JSON.stringify({ a: markerOf(2) })
    const pieces: Pieces = [
      [110, `data: ${HI}\n\n`],
      [210, `data: ${payload}\n\n`],
    ]
    const { expected, got } = await deliveryIn(pieces, [FIRST, publish(200, 'json', payload)], 'json')
    assert.deepEqual([expected, got], [payload, payload])
  })

  it('that is long is compared by its length and digest', async () => {
    const filler = { text: 'The quick brown fox. ', times: 1000 }
    const whole = `${HI}${filler.text.repeat(filler.times)}`
    const of = async (sent: string) =>
      deliveryIn([[110, `data: ${sent}\n\n`]], [publish(100, 'long', HI, { published: { filler } })], 'long')
    const { expected, got } = await of(whole)
    assert.equal(expected, `${whole.length} characters, SHA-256 ${createHash('sha256').update(whole).digest('hex')}`)
    assert.equal(got, expected)
    const changed = await of(`${whole.slice(0, -2)}!!`)
    assert.notEqual(changed.got, changed.expected)
    assert.match(changed.got ?? '', new RegExp(`^${whole.length} characters`))
  })

  it('with its marker at the end is found in a long event', async () => {
    const text = `${'x'.repeat(9000)} ${markerOf(1)}`
    assert.equal((await deliveryIn([[110, `data: ${text}\n\n`]], [publish(100, 'late', text)], 'late')).on_streams, 1)
  })

  it('that is empty is the event between those of its neighbours', async () => {
    const three = [publishNumber(100, 1), publish(200, 'empty', ''), publishNumber(300, 3)]
    const between = async (text: string) => (await deliveryIn([[310, `${eventOf(1)}${text}${eventOf(3)}`]], three, 'empty')).got
    assert.equal(await between('data: \n\n'), '')
    assert.equal(await between('data\n\n'), '')
    // What a server sends beside it is not what was published.
    assert.equal(await between('data: null\n\n'), null)
    assert.equal(await between('data: {"status":"up"}\n\ndata:\n\n'), '')
    assert.equal(await between(': \n\n'), null)
    assert.equal(await between(''), null)
  })

  it('that is empty is not an event after that of its neighbour', async () => {
    const three = [publishNumber(100, 1), publish(200, 'empty', ''), publishNumber(300, 3)]
    assert.equal((await deliveryIn([[310, `${eventOf(1)}${eventOf(3)}data\n\n`]], three, 'empty')).got, null)
  })

  it('that is empty may be the last one, or the first', async () => {
    const last = [publishNumber(100, 1), publish(200, 'empty', '')]
    assert.equal((await deliveryIn([[310, `${eventOf(1)}data\n\n`]], last, 'empty')).got, '')
    const first = [publish(100, 'empty', ''), publishNumber(200, 2)]
    assert.equal((await deliveryIn([[310, `data\n\n${eventOf(2)}`]], first, 'empty')).got, '')
  })

  it('that is empty inside a JSON object is the empty string in it', async () => {
    const wrapped = (text: string) => json({ text })
    const three = [FIRST, publish(200, 'empty', ''), publish(300, 'after', `after ${markerOf(3)}`)]
    const content = `${wrapped(HI)}${wrapped('')}${wrapped(`after ${markerOf(3)}`)}`
    assert.equal((await deliveryIn([[310, content]], three, 'empty')).got, '')
  })
})
