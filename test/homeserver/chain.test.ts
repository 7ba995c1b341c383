import assert from 'node:assert/strict'
import type { SyncChain, SyncRequest } from '../../reference/sync/source.js'
import { type Device, type Json, PASSWORD, type Started, start, stopAll } from './started.js'

const nothing: Omit<SyncRequest, 'access_token'> = {
  acts_for: [],
  since: undefined,
  filter: undefined,
  full_state: undefined,
  set_presence: 'offline',
  use_state_after: undefined,
}

describe('the chain of the homeserver', () => {
  let started: Started
  let alice: Device
  const chains: SyncChain[] = []
  beforeEach(async () => {
    started = await start()
    alice = await started.register()
  })
  afterEach(async () => {
    for (const chain of chains.splice(0)) chain.close()
    await stopAll()
  })

  async function open(request: Partial<SyncRequest> = {}): Promise<SyncChain> {
    const opened = await started.homeserver.source.open({ ...nothing, access_token: alice.access_token, ...request })
    if ('refusal' in opened) throw new Error(opened.refusal.content)
    chains.push(opened)
    return opened
  }

  async function next(chain: SyncChain): Promise<Json> {
    const batch = await chain.next()
    if (batch === undefined) return undefined
    const response = JSON.parse(batch.content)
    assert.equal(response.next_batch, batch.next_batch)
    return response
  }

  /** Whether something comes within the time. */
  async function comes(promise: Promise<unknown>, within_ms = 150): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<boolean>(resolve => {
      timer = setTimeout(() => resolve(false), within_ms)
    })
    const came = await Promise.race([promise.then(() => true), late])
    clearTimeout(timer)
    return came
  }

  const sendToAlice = (n: number) => alice.ok('PUT', `/sendToDevice/m.test/n${n}`, { messages: { [alice.user_id]: { '*': { n } } } })

  it('starts with an initial sync, then goes on with what happens, and says nothing of what is filtered out', async () => {
    const room_id = await alice.createRoom()
    const chain = await open({ filter: JSON.stringify({ room: { timeline: { not_types: ['hidden'] } } }) })
    assert.ok((await next(chain)).rooms.join[room_id])
    const waiting = next(chain)
    await alice.ok('PUT', `/rooms/${room_id}/send/hidden/1`, {})
    assert.equal(await comes(waiting), false)
    await alice.say(room_id, 'shown')
    assert.deepEqual((await waiting).rooms.join[room_id].timeline.events[0].content.body, 'shown')
  })

  it('its tokens and those of /sync are the same', async () => {
    const room_id = await alice.createRoom()
    const { next_batch: since } = await alice.sync()
    const chain = await open({ since })
    const event_id = await alice.say(room_id, 'x')
    const { next_batch, rooms } = await next(chain)
    assert.equal(rooms.join[room_id].timeline.events[0].event_id, event_id)
    assert.equal((await alice.sync({ since: next_batch })).rooms, undefined)
    assert.match(next_batch, /^[\w.]{1,128}$/)
  })

  it('what happened in one go comes in one response', async () => {
    const chain = await open({ since: (await alice.sync()).next_batch })
    const room_id = await alice.createRoom({ name: 'N', topic: 'T' })
    assert.ok((await next(chain)).rooms.join[room_id].timeline.events.length > 7)
  })

  it('full_state holds for the first response only, and that comes at once', async () => {
    const room_id = await alice.createRoom()
    const chain = await open({ since: (await alice.sync()).next_batch, full_state: 'true' })
    assert.ok((await next(chain)).rooms.join[room_id].state.events.length > 3)
    await alice.say(room_id, 'x')
    assert.equal((await next(chain)).rooms.join[room_id].state, undefined)
  })

  it('refuses as /sync does', async () => {
    const bad = { full_state: 'maybe', set_presence: 'busy', use_state_after: '0', filter: '{', since: 'garbage' }
    for (const [name, value] of Object.entries(bad)) {
      const opened = await started.homeserver.source.open({ ...nothing, access_token: alice.access_token, [name]: value })
      const { status, json } = await alice.call('GET', `/sync?${name}=${value}`)
      assert.ok('refusal' in opened)
      assert.deepEqual([opened.refusal.status, JSON.parse(opened.refusal.content)], [status, json], name)
    }
    for (const [access_token, errcode] of [
      [undefined, 'M_MISSING_TOKEN'],
      ['x', 'M_UNKNOWN_TOKEN'],
    ] as const) {
      const opened = await started.homeserver.source.open({ ...nothing, access_token })
      assert.ok('refusal' in opened && opened.refusal.status === 401 && JSON.parse(opened.refusal.content).errcode === errcode)
    }
  })

  it('to-device messages stay until a later token comes back from the client', async () => {
    const { next_batch: since } = await alice.sync()
    const chain = await open({ since })
    await sendToAlice(1)
    const first = await next(chain)
    await sendToAlice(2)
    const second = await next(chain)
    assert.deepEqual(
      [first, second].map(({ to_device }) => to_device.events.map((event: Json) => event.content.n)),
      [[1], [2]],
    )
    const again = await next(await open({ since }))
    assert.deepEqual(
      again.to_device.events.map((event: Json) => event.content.n),
      [1, 2],
    )
    const rest = await next(await open({ since: first.next_batch }))
    assert.deepEqual(
      rest.to_device.events.map((event: Json) => event.content.n),
      [2],
    )
    const replay = await alice.sync({ since })
    assert.deepEqual(
      replay.to_device.events.map((event: Json) => event.content.n),
      [2],
    )
  })

  it('gives a hundred to-device messages a response, in order, and the rest at once', async () => {
    const messages = { [alice.user_id]: { [alice.device_id]: {} } }
    for (let n = 0; n < 250; n += 1) await alice.ok('PUT', `/sendToDevice/m.test/${n}`, { messages })
    const chain = await open()
    const lengths = [await next(chain), await next(chain), await next(chain)].map(({ to_device }) => to_device.events.length)
    assert.deepEqual(lengths, [100, 100, 50])
    const first = await alice.sync()
    assert.equal(first.to_device.events.length, 100)
    assert.equal((await alice.sync({ since: first.next_batch })).to_device.events.length, 100)
  })

  it('several chains of one device are all complete', async () => {
    const room_id = await alice.createRoom()
    const { next_batch: since } = await alice.sync()
    const all = await Promise.all([open({ since }), open({ since }), open({ since })])
    await sendToAlice(1)
    await alice.say(room_id, 'x')
    for (const chain of all) {
      const seen = [await next(chain)]
      if (!seen[0].rooms) seen.push(await next(chain))
      assert.ok(seen.some(each => each.to_device) && seen.some(each => each.rooms))
    }
  })

  it('ends as soon as the token is revoked, in every way', async () => {
    const auth = { type: 'm.login.password', identifier: { type: 'm.id.user', user: alice.user_id }, password: PASSWORD }
    const ways: ((other: Device) => Promise<unknown>)[] = [
      other => other.ok('POST', '/logout'),
      () => alice.ok('DELETE', '/devices/OTHER', { auth }),
      () => alice.ok('POST', '/delete_devices', { auth, devices: ['OTHER'] }),
      () => alice.ok('POST', '/account/password', { auth, new_password: PASSWORD }),
      () => started.login(alice.user_id, 'OTHER'),
      () => alice.ok('POST', '/logout/all'),
    ]
    for (const revoke of ways) {
      const other = await started.login(alice.user_id, 'OTHER')
      const chain = await open({ access_token: other.access_token })
      await chain.next()
      const waiting = chain.next()
      await revoke(other)
      assert.equal(await waiting, undefined)
      assert.equal((await other.call('GET', '/account/whoami')).json.errcode, 'M_UNKNOWN_TOKEN')
    }
  })

  it('many who wait for one event all get it, some at a time', async () => {
    const room_id = await alice.createRoom()
    const { next_batch: since } = await alice.sync()
    const all = await Promise.all(Array.from({ length: 300 }, () => open({ since })))
    const waiting = all.map(next)
    const event_id = await alice.say(room_id, 'x')
    for (const each of await Promise.all(waiting)) assert.equal(each.rooms.join[room_id].timeline.events[0].event_id, event_id)
  })

  it('is refused with 429 when a device opens too many in a minute, where there is such a limit', async () => {
    await stopAll()
    started = await start({ limits: { opens_per_minute: 2 } })
    alice = await started.register()
    await Promise.all([open(), open()])
    const opened = await started.homeserver.source.open({ ...nothing, access_token: alice.access_token })
    assert.ok('refusal' in opened)
    const [name, seconds] = opened.refusal.fields.find(([each]) => each === 'Retry-After') ?? []
    assert.deepEqual([opened.refusal.status, name, Number(seconds) > 50], [429, 'Retry-After', true])
  })

  it('ends, as a long poll does, when the homeserver stops', async () => {
    const { next_batch: since } = await alice.sync()
    const [waiting, poll] = [(await open({ since })).next(), alice.call('GET', `/sync?since=${since}&timeout=20000`)]
    await new Promise(resolve => setTimeout(resolve, 50))
    assert.deepEqual(started.homeserver.metrics().at(-1)?.[3], 2)
    await started.homeserver.stop()
    assert.equal(await waiting, undefined)
    assert.deepEqual((await poll).status, 503)
  })

  it('ends a wait when it is closed, twice too', async () => {
    const chain = await open({ since: (await alice.sync()).next_batch })
    const waiting = chain.next()
    chain.close()
    chain.close()
    assert.equal(await waiting, undefined)
    assert.equal(await chain.next(), undefined)
  })

  it('a user is online while a chain is open, and offline some seconds after', async () => {
    await stopAll()
    started = await start({ offline_after_s: 0.1 })
    alice = await started.register()
    const bob = await started.register()
    const room_id = await alice.createRoom({ preset: 'public_chat' })
    await bob.ok('POST', `/join/${room_id}`)
    const { next_batch: since } = await bob.sync({ set_presence: 'offline' })
    const chain = await open({ set_presence: 'online' })
    const { presence, next_batch } = await bob.sync({ since, set_presence: 'offline', timeout: 5_000 })
    assert.deepEqual([presence.events[0].sender, presence.events[0].content.presence], [alice.user_id, 'online'])
    assert.equal(
      await comes(
        bob
          .sync({ since: next_batch, set_presence: 'offline', timeout: 400 })
          .then(({ presence: p }) => p ?? comes(new Promise(() => {}), 1e3)),
        300,
      ),
      false,
    )
    chain.close()
    const later = await bob.sync({ since: next_batch, set_presence: 'offline', timeout: 5_000 })
    assert.equal(later.presence.events[0].content.presence, 'offline')
  })
})
