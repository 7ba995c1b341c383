import assert from 'node:assert/strict'
import fc from 'fast-check'
import { comesToBe } from './client.js'
import { dataOf, published, resumed, textOf } from './probes/probe.js'
import { start, stopAll } from './started.js'

describe('the event stream of the reference', () => {
  afterEach(stopAll)

  it('an event is one block, its payload a line for each line', async () => {
    const started = await start()
    const text = await textOf(started, { data: 'a\r\nb\rc\n\n', event: 'note', id: 'x' }, { data: '', event: 'message', id: 'y' })
    assert.ok(text.startsWith('event: note\nid: x\ndata: a\ndata: b\ndata: c\ndata: \ndata: \n\nid: y\ndata:\n\nid: '), text)
  })

  it('any payload is dispatched as it was published, but for its line ends', async () => {
    const started = await start()
    const payload = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '\r', '\r\n', ':', '\0', '\v', '\f', '\u0085', '\u2028', '\ufeff', 'é', '😀'),
    })
    await fc.assert(
      fc.asyncProperty(payload, async data => {
        assert.deepEqual(await dataOf(started, { data }), [data.replace(/\r\n?/g, '\n')])
      }),
      { numRuns: 60 },
    )
  })

  it('a large event arrives whole', async () => {
    const started = await start()
    const data = 'é0123456789'.repeat(800_000)
    const [got = ''] = await dataOf(started, { data })
    assert.ok(got === data)
  })

  it('bad publications get 400, one that is too large 413, and harm no stream', async () => {
    const started = await start({ max_publish_bytes: 1000 })
    const client = await started.open()
    const bad = ['{', '[]', '{}', '{"data":1}', '{"data":"x","event":"a\\nb"}', '{"data":"x","event":"a\\u0000"}', '{"data":"x","id":" a"}']
    bad.push('{"data":"x","id":"a\\u0000"}', '{"data":"x","id":"a\\r"}', '{"data":"x","channel":1}')
    for (const each of bad) {
      const answer = await started.publish(each)
      assert.deepEqual([answer.status, typeof JSON.parse(answer.text).error], [400, 'string'], each)
    }
    assert.equal((await started.publish({ data: 'x'.repeat(2000) })).status, 413)
    await started.publish({ data: 'good' })
    await client.until(each => each.text().includes('good'))
    assert.equal(client.events().length, 1)
  })

  it('heartbeats come on the grid of their stream, events or not, and are exactly a comment', async () => {
    const started = await start({ heartbeat_interval_s: 0.15 })
    const client = await started.open()
    await started.publish({ data: 'x', id: '1' })
    await client.until(each => each.text().split(': \n\n').length > 3)
    assert.match(client.text(), /^retry: 1000\n\n(: \n\n)*id: 1\ndata: x\n\n(: \n\n){2,}$/)
  })

  it('an interval above the longest timer does not fire at once', async () => {
    const started = await start({ heartbeat_interval_s: 2 ** 31 })
    const client = await started.open()
    assert.equal(await comesToBe(client, each => each.text().includes(': \n'), 200), false)
  })

  it('a stream resumes after the event that it names, or goes live', async () => {
    const started = await start({ replay_events: 3 })
    const [first = '', second = ''] = await published(started, 'one', 'two', 'three')
    assert.deepEqual(await resumed(started, second), ['three'])
    assert.deepEqual(await resumed(started, ''), [])
    assert.deepEqual(await resumed(started, 'unknown'), [])
    await published(started, 'four')
    // The first left the buffer long ago: what is left of it comes.
    assert.deepEqual(await resumed(started, first, 'last-event-ID'), ['four'])
    const twice = started.ask({ fields: [`Last-Event-ID: ${first}`, `last-event-id: ${first}`] })
    await twice.until(each => each.head().startsWith('HTTP/1.1 400'))
  })

  it('the newest event is kept however large it is', async () => {
    const started = await start({ replay_bytes: 10 })
    const [first = ''] = await published(started, 'one', 'two longer than ten bytes')
    assert.deepEqual(await resumed(started, first), ['two longer than ten bytes'])
  })

  it('ids are positions, and do not repeat between channels of one name in two servers', async () => {
    const [a, b] = [await start(), await start()]
    const [idA, idB] = [(await a.publish({ data: 'x' })).id, (await b.publish({ data: 'x' })).id]
    assert.match(idA, /^[0-9a-z]+-1$/)
    assert.notEqual(idA, idB)
    assert.deepEqual(await resumed(b, idA), [])
  })
})
