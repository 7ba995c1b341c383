import assert from 'node:assert/strict'
import { Agent, request } from 'node:http'
import type { EventSourceMessage } from 'eventsource-parser'
import { startReference } from '../../reference/index.js'
import { type Client, control } from './client.js'
import { pause } from './probes/probe.js'
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

/** An exchange over the one connection of the agent, which stays with the process that it was dealt to. */
const exchangeOver = (agent: Agent, url: string, content?: object): Promise<string> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { agent, method: content === undefined ? 'GET' : 'POST' }, response => {
      let text = ''
      response.setEncoding('utf8').on('data', part => {
        text += part
      })
      response.on('end', () => resolve(text))
    })
    sent.on('error', reject)
    sent.end(content && JSON.stringify(content))
  })

/** More than the channel between two processes holds, so that one which stands still has not got it. */
const LARGE = 'x'.repeat(8_000_000)

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
  })

  it('a process that lags takes up what another one gave out, before it answers over a connection that was open all the time', async () => {
    const { reference } = await start(THREE)
    const agents = Array.from({ length: 3 }, () => new Agent({ keepAlive: true, maxSockets: 1 }))
    const publish = (agent: Agent, data: string) =>
      exchangeOver(agent, `${reference.url}/publish`, { data }).then(text => ({ agent, text }))
    for (const agent of agents) await publish(agent, 'each is dealt to a process')
    const lagging = reference.pids[1] ?? 0
    process.kill(lagging, 'SIGSTOP')
    // Who is answered while that process stands still is another's.
    const answers = agents.map(agent => publish(agent, 'who is there?'))
    const { agent: other } = await Promise.race(answers)
    process.kill(lagging, 'SIGCONT')
    await Promise.all(answers)
    process.kill(lagging, 'SIGSTOP')
    const { id } = JSON.parse((await publish(other, LARGE)).text)
    const polls = agents.map(agent => exchangeOver(agent, `${reference.url}/poll/default?timeout=0&since=${id}`))
    // So that the request is there before the event is.
    await pause(500)
    process.kill(lagging, 'SIGCONT')
    for (const answer of await Promise.all(polls)) assert.ok('next_batch' in JSON.parse(answer), answer)
    for (const agent of agents) agent.destroy()
  })

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

  it('a port that is taken and an unknown fault are refused with nothing left running', async () => {
    const { reference } = await start()
    await assert.rejects(startReference({ processes: 2, port: Number(new URL(reference.url).port) }), /EADDRINUSE/)
    await assert.rejects(startReference({ processes: 2, fault: 'gap-los' }), /gap-lost/)
  })
})
