import assert from 'node:assert/strict'
import { startReference } from '../../reference/index.js'
import { ownTime } from '../own-time.js'
import { control, eventually } from './client.js'
import { published, resumed } from './probes/probe.js'
import { droppedReader } from './probes/resume.js'
import { start, stopAll } from './started.js'

describe('the life of the reference', () => {
  afterEach(stopAll)

  it('a stop ends each stream at an event boundary with the last chunk, whatever clients do', async () => {
    const { reference, open, publish } = await start()
    const [reading, stalled] = [await open(), await open()]
    stalled.socket.pause()
    await publish({ data: 'x'.repeat(12_000_000) })
    const took = ownTime()
    await reference.stop()
    await reference.stop()
    assert.ok(took() < 6_000)
    await reading.until(each => each.ended())
    assert.ok(reading.raw().toString('latin1').endsWith('x\n\n\r\n0\r\n\r\n'))
    await assert.rejects(fetch(reference.url))
  })

  it('after a restart the port, the ids and the events are the same', async () => {
    const started = await start({ control: true })
    const open = await started.open()
    const ids = await published(started, 'one', 'two')
    assert.equal(await control(started.reference, 'stop'), 200)
    await assert.rejects(fetch(started.reference.url))
    await open.until(each => each.ended())
    assert.ok(open.raw().toString().endsWith('\r\n0\r\n\r\n'))
    assert.equal(await control(started.reference, 'restart'), 200)
    assert.deepEqual(await resumed(started, ids[0] ?? ''), ['two'])
    assert.equal(await control(started.reference, 'restart'), 200)
    assert.deepEqual(await resumed(started, ids[1] ?? ''), [])
  })

  it('an internal error ends the open streams cleanly, and the server goes on listening', async () => {
    const started = await start({ control: true })
    const client = await started.open()
    assert.equal(await control(started.reference, 'fail'), 200)
    await client.until(each => each.ended())
    assert.equal(client.text(), 'retry: 1000\n\n')
    assert.ok(client.raw().toString().endsWith('\r\n0\r\n\r\n'))
    await started.open()
  })

  it('a reader that takes nothing is dropped, others are not held up, and it resumes without a gap', async () => {
    const started = await start()
    const other = await started.open()
    const reader = await droppedReader(started)
    assert.ok(reader.published < 60, 'it was dropped')
    await other.until(each => each.received_bytes() > reader.published * 2 ** 20)
    await other.until(each => each.tail().endsWith('x\n\n\r\n'))
    assert.equal(other.events().length, reader.published)
    const back = await resumed(started, reader.id)
    assert.equal(reader.got + back.length, reader.published)
    assert.equal(Number(back[0]?.split(' ')[0]), reader.got)
  })

  it('the metrics count open streams, and forget the closed ones', async () => {
    const started = await start()
    const text = async () => (await fetch(`${started.reference.url}/metrics`)).text()
    const client = await started.open()
    assert.match(await text(), /^ssespec_reference_streams_open 1$/m)
    client.socket.destroy()
    let now = ''
    await eventually(() => {
      text().then(got => {
        now = got
      })
      return /^ssespec_reference_streams_open 0$/m.test(now)
    })
    assert.match(now, /^process_resident_memory_bytes \d+$/m)
  })

  it('channels over the limit are refused, and unused ones make room', async () => {
    const started = await start({ max_channels: 2 })
    for (const channel of ['a', 'b']) await started.publish({ channel, data: 'x' })
    assert.equal((await started.publish({ channel: 'c', data: 'x' })).status, 503)
    assert.equal((await started.publish({ channel: 'a', data: 'x' })).status, 200)
  })

  it('a number out of range, and a port that is taken, are errors', async () => {
    await assert.rejects(startReference({ heartbeat_interval_s: 0 }), /heartbeat_interval_s is 0/)
    const { reference } = await start()
    await assert.rejects(startReference({ port: Number(new URL(reference.url).port) }), /EADDRINUSE/)
  })
})
