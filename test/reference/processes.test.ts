import assert from 'node:assert/strict'
import type { EventSourceMessage } from 'eventsource-parser'
import { startReference } from '../../reference/index.js'
import { type Client, control } from './client.js'
import { type Started, start, stopAll } from './started.js'

const THREE = { processes: 3, heartbeat_interval_s: 0.2 }

const openAll = (started: Started, count: number, path = '/events'): Promise<Client[]> =>
  Promise.all(Array.from({ length: count }, () => started.open({ path })))

const publishAll = (started: Started, count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, async (_, index) => (await started.publish({ data: String(index) })).id))

const metric = async ({ reference }: Started, name: string): Promise<number> => {
  const text = await (await fetch(`${reference.url}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
}

const COUNT = 300
const EXPECTED = Array.from({ length: COUNT }, (_, index) => String(index))

/** What a client gets that goes away after every few events, and comes back with the last id that it saw. */
async function readWithCuts(started: Started, first: Client, events_a_stream: number): Promise<string[]> {
  const all: EventSourceMessage[] = []
  let client = first
  for (;;) {
    const open = client
    await open.until(each => each.events().length >= events_a_stream || each.events().at(-1)?.data === EXPECTED.at(-1))
    open.socket.destroy()
    all.push(...open.events())
    if (all.at(-1)?.data === EXPECTED.at(-1)) return all.map(event => event.data)
    client = await started.open({ fields: [`Last-Event-ID: ${all.at(-1)?.id}`] })
  }
}

describe('the reference in several processes', () => {
  afterEach(stopAll)

  it('what any process is asked to publish reaches the streams of all, with the same ids in the same order', async () => {
    const started = await start(THREE)
    const clients = await openAll(started, 9)
    const ids = await publishAll(started, 40)
    for (const client of clients) await client.until(each => each.events().length === 40)
    const [first = [], ...others] = clients.map(client => client.events())
    for (const other of others) assert.deepEqual(other, first)
    assert.deepEqual(first.map(event => event.id).sort(), ids.sort())
  })

  it('a client that comes back to another process loses nothing, and gets nothing twice', async () => {
    const started = await start(THREE)
    const first = await openAll(started, 12)
    const readers = first.map((client, nth) => readWithCuts(started, client, 5 + nth))
    for (let index = 0; index < COUNT; index += 1) await started.publish({ data: String(index) })
    for (const data of await Promise.all(readers)) assert.deepEqual(data, EXPECTED)
  }).timeout(60_000)

  it('the metrics are those of all, and each process keeps the heartbeats of its streams', async () => {
    const started = await start(THREE)
    const clients = await openAll(started, 10)
    await started.publish({ data: 'x' })
    for (const client of clients) await client.until(each => each.text().includes(': \n\n') && each.events().length === 1)
    assert.equal(await metric(started, 'ssespec_reference_streams_open'), 10)
    assert.equal(await metric(started, 'ssespec_reference_events_sent_total'), 10)
    assert.equal(await metric(started, 'ssespec_reference_events_published_total'), 1)
    assert.equal(started.reference.pids.length, 4)
  })

  it('it stops and starts again on its port, with the same ids and events', async () => {
    const started = await start({ ...THREE, control: true })
    const clients = await openAll(started, 6)
    const [first = ''] = await publishAll(started, 1)
    await started.publish({ data: 'two' })
    assert.equal(await control(started.reference, 'restart'), 200)
    for (const client of clients) {
      await client.until(each => each.ended())
      assert.ok(client.raw().toString('latin1').endsWith('\r\n0\r\n\r\n'))
    }
    const back = await started.open({ fields: [`Last-Event-ID: ${first}`] })
    await back.until(each => each.events().length === 1)
    assert.deepEqual(
      back.events().map(event => event.data),
      ['two'],
    )
  })

  it('over TLS all processes show the one certificate that was made', async () => {
    const { reference } = await start({ ...THREE, tls: true })
    assert.match(reference.url, /^https:/)
    assert.match(reference.ca ?? '', /BEGIN CERTIFICATE/)
  })

  it('when one process is killed the others end too, and the server says which', async () => {
    const started = await start(THREE)
    const clients = await openAll(started, 6)
    const pid = started.reference.pids[2] ?? 0
    process.kill(pid, 'SIGKILL')
    assert.match((await started.reference.failed).message, new RegExp(`\\(${pid}\\) ended by itself \\(SIGKILL\\)`))
    for (const client of clients) await client.until(each => each.ended())
    await assert.rejects(fetch(started.reference.url))
    for (const each of started.reference.pids.slice(1)) assert.throws(() => process.kill(each, 0), `${each} is gone`)
  })

  it('a port that is taken, an unknown fault and a homeserver are refused with nothing left running', async () => {
    const { reference } = await start()
    await assert.rejects(startReference({ processes: 2, port: Number(new URL(reference.url).port) }), /EADDRINUSE/)
    await assert.rejects(startReference({ processes: 2, fault: 'gap-los' }), /gap-lost/)
    await assert.rejects(startReference({ processes: 2, profile: 'matrix' }), /one process/)
  })
})
