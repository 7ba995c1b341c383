import assert from 'node:assert/strict'
import { control, eventually } from '../client.js'
import { pause, status } from '../probes/probe.js'
import { startSync, stopAllSync } from './started.js'

const lastChunk = '\r\n0\r\n\r\n'

describe('the stream of sync data', () => {
  afterEach(stopAllSync)

  it('an event is one block of the id and the response, and its id is the next_batch', async () => {
    const { open, toy } = await startSync()
    toy.say({ rooms: { join: {} } })
    const client = await open()
    toy.say({ text: 'a\n\nid: x\ndata: y\u2028\u0085é😀' })
    await client.until(each => each.events().length === 2)
    assert.match(client.text(), /^retry: 1000\n\nid: s1\ndata: \{[^\n]*\}\n\nid: s2\ndata: \{[^\n]*\}\n\n$/)
    assert.deepEqual(
      client.events().map(({ id, event, data }) => [id, event, JSON.parse(data)]),
      [
        ['s1', undefined, { next_batch: 's1', rooms: { join: {} } }],
        ['s2', undefined, { next_batch: 's2', text: 'a\n\nid: x\ndata: y\u2028\u0085é😀' }],
      ],
    )
  })

  it('the parameters go to the source as they stand, and since and timeout do not', async () => {
    const { open, toy } = await startSync()
    const query = `?filter=${encodeURIComponent('{"room":{}}')}&full_state=true&set_presence=offline&use_state_after=1&since=s9&timeout=0`
    await open({ query, fields: ['lAST-eVENT-id: s3'] })
    await open({ fields: ['Last-Event-ID: '] })
    assert.deepEqual(toy.requests, [
      {
        access_token: 'toy-token',
        acts_for: [],
        since: 's3',
        filter: '{"room":{}}',
        full_state: 'true',
        set_presence: 'offline',
        use_state_after: '1',
      },
      {
        access_token: 'toy-token',
        acts_for: [],
        since: undefined,
        filter: undefined,
        full_state: undefined,
        set_presence: undefined,
        use_state_after: undefined,
      },
    ])
  })

  it('each stream has heartbeats of its own interval, and an event puts none of them off', async () => {
    const { open, toy } = await startSync()
    const beats = (client: { text(): string }) => client.text().match(/^: $/gm)?.length ?? 0
    const [quick, slow, whole] = [
      await open({ query: '?heartbeat_interval=0.2' }),
      await open({ query: '?heartbeat_interval=0.5' }),
      await open({ query: '?heartbeat_interval=2147483648' }),
    ]
    const talking = setInterval(() => toy.say({}), 90)
    await pause(1_650)
    clearInterval(talking)
    assert.ok(beats(quick) >= 7 && beats(quick) <= 8, `${beats(quick)}`)
    assert.equal(beats(slow), 3)
    assert.equal(beats(whole), 0)
    assert.equal(toy.hurried(), false)
    assert.ok(quick.text().includes('\n\n: \n\n'))
  })

  it('asks for no more than its reader takes, and a slow one is dropped and resumes without a gap', async () => {
    const { open, toy, reference } = await startSync({ max_stall_s: 0.6 })
    const slow = await open()
    const other = await open()
    slow.socket.pause()
    for (let index = 0; index < 40; index += 1) toy.say({ index, filling: 'x'.repeat(2 ** 20) })
    await other.until(each => each.tail().endsWith('"}\n\n\r\n') && each.received_bytes() > 40 * 2 ** 20)
    assert.ok(toy.taken() < 75, `${toy.taken()}`)
    await eventually(() => toy.open() === 1)
    assert.match(await (await fetch(`${reference.url}/metrics`)).text(), /^ssespec_reference_readers_dropped_total 1$/m)
    slow.socket.resume()
    await slow.until(each => each.ended())
    const got = slow.events()
    const back = await open({ fields: [`Last-Event-ID: ${got.at(-1)?.id}`] })
    await back.until(each => each.tail().includes(',"filling"') || each.received_bytes() > (40 - got.length) * 2 ** 20)
    await eventually(() => back.events().length === 40 - got.length)
    assert.deepEqual(
      [...got, ...back.events()].map(event => JSON.parse(event.data).index),
      Array.from({ length: 40 }, (_, index) => index),
    )
  })

  it('ends at an event boundary when the token is revoked, the source fails, the server stops or meets an error', async () => {
    for (const end of ['revoke', 'break', 'fail', 'stop'] as const) {
      const { open, toy, reference } = await startSync({ control: true })
      const client = await open()
      toy.say({ filling: 'x'.repeat(200_000) })
      await client.until(each => each.events().length === 1)
      if (end === 'revoke') toy.revoke()
      else if (end === 'break') toy.break()
      else assert.equal(await control(reference, end), 200)
      if (end === 'break') toy.say({})
      await client.until(each => each.ended() || each.raw().toString('latin1').endsWith(lastChunk))
      assert.equal(client.events().length, 1, end)
      assert.ok(client.raw().toString('latin1').endsWith(`x"}\n\n\r\n0\r\n\r\n`), end)
      await eventually(() => toy.open() === 0)
      await stopAllSync()
    }
  })

  it('a client that leaves closes its chain, also before its stream began', async () => {
    const { open, ask, toy, reference } = await startSync()
    const client = await open()
    assert.equal(toy.open(), 1)
    client.socket.destroy()
    await eventually(() => toy.open() === 0)
    ask().socket.destroySoon()
    await pause(100)
    assert.equal(toy.open(), 0)
    const text = await (await fetch(`${reference.url}/metrics`)).text()
    assert.match(text, /^ssespec_reference_streams_open 0$/m)
    assert.match(text, /^toy_chains 0$/m)
  })

  it('after a restart the port is the same, and a stream resumes', async () => {
    const { open, toy, reference } = await startSync({ control: true })
    const client = await open()
    toy.say({ index: 1 })
    await client.until(each => each.events().length === 1)
    toy.say({ index: 2 })
    assert.equal(await control(reference, 'restart'), 200)
    await client.until(each => each.ended())
    const back = await open({ fields: ['Last-Event-ID: s1'] })
    await back.until(each => each.events().length === 1)
    assert.equal(back.events()[0]?.id, 's2')
  })

  it('a device has so many streams and no more, and others are not touched', async () => {
    const { open, answered } = await startSync({ max_streams_a_device: 2 })
    const [first] = [await open(), await open()]
    const refused = await answered()
    assert.equal(status(refused), 429)
    assert.match(refused.head(), /^Retry-After: \d+$/m)
    assert.equal(JSON.parse(refused.content().toString()).errcode, 'M_LIMIT_EXCEEDED')
    assert.equal(status(await answered({ token: 'other' })), 401)
    first.socket.destroy()
    await pause(50)
    await open()
  })
})
