import assert from 'node:assert/strict'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { type Asked, eventually } from './client.js'
import { field, status } from './probes/probe.js'
import { type Started, start, stopAll } from './started.js'

interface Polled {
  readonly next_batch: string
  readonly events: readonly { id: string; event: string; data: string }[]
}

async function poll({ reference }: Started, query = '', channel = 'default'): Promise<Polled> {
  const response = await fetch(`${reference.url}/poll/${channel}${query}`)
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as Polled
}

async function webSocket(
  { reference }: Started,
  channel = 'default',
): Promise<{ socket: WebSocket; messages: string[]; pings: () => number }> {
  const socket = new WebSocket(`${reference.url.replace('http', 'ws')}/ws/${channel}`)
  const messages: string[] = []
  let pings = 0
  socket.on('message', message => messages.push(String(message)))
  socket.on('ping', () => {
    pings += 1
  })
  await once(socket, 'open')
  return { socket, messages, pings: () => pings }
}

const openStreams = async ({ reference }: Started): Promise<number> =>
  Number(/^ssespec_reference_streams_open (\d+)/m.exec(await (await fetch(`${reference.url}/metrics`)).text())?.[1])

describe('the other transports of the reference', () => {
  afterEach(stopAll)

  it('a stream, a poll and a WebSocket carry the same events', async () => {
    const started = await start()
    const { next_batch } = await poll(started)
    const [stream, socket] = [await started.open(), await webSocket(started)]
    for (const data of ['one', 'two\nlines\r\n', '', 'é'.repeat(100_000)])
      await started.publish({ data, event: data === '' ? 'named' : '' })
    await stream.until(each => each.events().length === 4)
    await eventually(() => socket.messages.length === 4)
    const expected = stream.events().map(({ id, event = 'message', data }) => ({ id, event, data }))
    const polled = await poll(started, `?since=${next_batch}`)
    assert.deepEqual(polled.events, expected)
    assert.deepEqual(
      socket.messages.map(message => JSON.parse(message)),
      expected,
    )
    assert.equal(polled.next_batch, expected.at(-1)?.id)
    socket.socket.terminate()
  })

  it('a poll without since gets the newest id at once, and one with it is held until there is an event', async () => {
    const started = await start()
    await started.publish({ data: 'old' })
    const { next_batch, events } = await poll(started)
    assert.deepEqual(events, [])
    const held = poll(started, `?since=${next_batch}&timeout=60000`)
    await started.publish({ data: 'other', channel: 'other' })
    const { id } = await started.publish({ data: 'new' })
    assert.deepEqual(await held, { next_batch: id, events: [{ id, event: 'message', data: 'new' }] })
  })

  it('a poll that times out is empty, and goes on from where it was', async () => {
    const started = await start()
    const { next_batch } = await poll(started)
    for (const timeout of [0, 50])
      assert.deepEqual(await poll(started, `?since=${next_batch}&timeout=${timeout}`), { next_batch, events: [] })
    await started.publish({ data: 'x' })
    assert.equal((await poll(started, `?since=${next_batch}&timeout=0`)).events.length, 1)
  })

  it('who polls in a chain gets everything once, however much there is between two polls', async () => {
    const started = await start({ token: 'sesame' })
    const authorization = 'Bearer sesame'
    const asked = async (query: string) => {
      const response = await fetch(`${started.reference.url}/poll/default${query}`, { headers: { authorization } })
      return (await response.json()) as Polled
    }
    let { next_batch } = await asked('')
    const got: string[] = []
    for (let index = 0; index < 1_100; index += 1) await started.publish({ data: String(index) }, { authorization })
    while (got.length < 1_100) {
      const polled = await asked(`?since=${next_batch}`)
      assert.ok(polled.events.length <= 1_000)
      got.push(...polled.events.map(event => event.data))
      next_batch = polled.next_batch
    }
    assert.deepEqual(
      got,
      Array.from({ length: 1_100 }, (_, index) => String(index)),
    )
  })

  it('polls share a connection, and one that is held ends with the server', async () => {
    const started = await start()
    const { next_batch } = await poll(started)
    const client = started.ask({ path: '/poll/default' })
    client.socket.write(`GET /poll/default?since=${next_batch} HTTP/1.1\r\nHost: a.test\r\n\r\n`)
    await client.until(each => each.raw().includes('"next_batch"'))
    await started.reference.stop()
    await client.until(each => each.ended())
    assert.equal(client.raw().toString().split('"next_batch"').length, 3)
    assert.match(client.raw().toString(), /Connection: close/)
  })

  it('a client that leaves its poll is not waited for', async () => {
    const started = await start()
    const { next_batch } = await poll(started)
    const client = started.ask({ path: `/poll/default?since=${next_batch}` })
    await started.open()
    client.socket.destroy()
    await eventually(() => client.ended())
    await started.publish({ data: 'x' })
    assert.equal((await poll(started, `?since=${next_batch}`)).events.length, 1)
  })

  it('what is no place, no time, no name and no token is refused', async () => {
    const started = await start({ token: 'sesame' })
    const fields = ['Authorization: Bearer sesame']
    const asked: [number, Asked][] = [
      [400, { path: '/poll/a?since=never', fields }],
      [400, { path: '/poll/a?timeout=soon', fields }],
      [400, { path: '/poll/a?timeout=600001', fields }],
      [400, { path: '/poll/%zz', fields }],
      [400, { path: '/poll/', fields }],
      [404, { path: '/poll', fields }],
      [401, { path: '/poll/a' }],
      [401, { path: '/ws/a' }],
      [426, { path: '/ws/a', fields }],
      [405, { path: '/poll/a', method: 'PUT', fields: [...fields, 'Content-Length: 0'] }],
    ]
    for (const [expected, each] of asked) {
      const client = await started.ask(each).until(one => one.raw().includes('\r\n\r\n'))
      assert.equal(status(client), expected, JSON.stringify(each))
    }
  })

  it('a WebSocket is pinged at the heartbeat interval, closed with 1001 when the server stops, and gone when its client is', async () => {
    const started = await start({ heartbeat_interval_s: 0.05 })
    const [staying, leaving] = [await webSocket(started), await webSocket(started)]
    await eventually(() => staying.pings() > 2)
    assert.equal(await openStreams(started), 2)
    leaving.socket.terminate()
    while ((await openStreams(started)) > 1) await new Promise(resolve => setTimeout(resolve, 10))
    const closed = once(staying.socket, 'close')
    await started.reference.stop()
    assert.equal((await closed)[0], 1001)
  })

  it('a request that asks for another protocol is answered as if it had not, stream or not', async () => {
    const started = await start()
    const upgrade = ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA']
    const client = await started.open({ fields: upgrade })
    await started.publish({ data: 'x' })
    await client.until(each => each.events().length === 1)
    assert.equal(field(client, 'Content-Type'), 'text/event-stream; charset=utf-8')
    client.socket.end()
    await client.until(each => each.ended())
    assert.equal(await openStreams(started), 0)
    const other = await started.ask({ path: '/metrics', fields: upgrade }).until(each => each.ended())
    assert.equal(status(other), 200)
    assert.ok(other.text().includes('ssespec_reference_channels'))
  })
})
