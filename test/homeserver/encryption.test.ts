import assert from 'node:assert/strict'
import { type Device, type Json, type Started, start, stopAll } from './started.js'

describe('keys and to-device messages of the homeserver', () => {
  let started: Started
  let alice: Device
  let bob: Device
  beforeEach(async () => {
    started = await start()
    alice = await started.register()
    bob = await started.register()
  })
  afterEach(stopAll)

  const share = async () => {
    const room_id = await alice.createRoom({ preset: 'public_chat' })
    await bob.ok('POST', `/join/${room_id}`)
    return room_id
  }
  const deviceKeys = ({ user_id, device_id }: Device) => ({ user_id, device_id, algorithms: ['m.olm'], keys: {}, signatures: {} })

  it('keys are uploaded, counted, looked up and claimed once each; then the fallback key is shown', async () => {
    const one_time_keys = { 'signed_curve25519:A': { key: 'a' }, 'signed_curve25519:B': { key: 'b' } }
    const fallback_keys = { 'signed_curve25519:F': { key: 'f', fallback: true } }
    const { next_batch: since } = await bob.sync()
    const { one_time_key_counts } = await bob.ok('POST', '/keys/upload', { device_keys: deviceKeys(bob), one_time_keys, fallback_keys })
    assert.deepEqual(one_time_key_counts, { signed_curve25519: 2 })
    const asked = { device_keys: { [bob.user_id]: [] } }
    assert.deepEqual((await alice.ok('POST', '/keys/query', asked)).device_keys[bob.user_id][bob.device_id].algorithms, ['m.olm'])
    const counted = await bob.sync({ since })
    assert.deepEqual(
      [counted.device_one_time_keys_count, counted.device_unused_fallback_key_types],
      [{ signed_curve25519: 2 }, ['signed_curve25519']],
    )
    const claim = async () =>
      (await alice.ok('POST', '/keys/claim', { one_time_keys: { [bob.user_id]: { [bob.device_id]: 'signed_curve25519' } } })).one_time_keys[
        bob.user_id
      ][bob.device_id]
    const waiting = bob.sync({ since: counted.next_batch, timeout: 5_000 })
    const claimed = [await claim(), await claim(), await claim(), await claim()].flatMap(Object.keys)
    assert.deepEqual(
      claimed.map(id => id.at(-1)),
      ['A', 'B', 'F', 'F'],
    )
    assert.deepEqual((await waiting).device_one_time_keys_count, { signed_curve25519: 1 })
    assert.deepEqual((await bob.sync()).device_unused_fallback_key_types, [])
  })

  it('who shares a room is told of changed keys, and of who came and left; an initial sync tells nobody', async () => {
    const { next_batch: since } = await alice.sync()
    const room_id = await share()
    const joined = await alice.sync({ since })
    assert.deepEqual(joined.device_lists, { changed: [bob.user_id] })
    await bob.ok('POST', '/keys/upload', { device_keys: deviceKeys(bob) })
    const uploaded = await alice.sync({ since: joined.next_batch })
    assert.deepEqual(uploaded.device_lists, { changed: [bob.user_id] })
    assert.deepEqual((await alice.ok('GET', `/keys/changes?from=${joined.next_batch}&to=${uploaded.next_batch}`)).changed, [bob.user_id])
    await bob.ok('POST', `/rooms/${room_id}/leave`)
    assert.deepEqual((await alice.sync({ since: uploaded.next_batch })).device_lists, { left: [bob.user_id] })
    assert.equal((await alice.sync()).device_lists, undefined)
  })

  it('keys of another device are refused', async () => {
    const { status, json } = await alice.call('POST', '/keys/upload', { device_keys: deviceKeys(bob) })
    assert.deepEqual([status, json.errcode], [400, 'M_BAD_JSON'])
  })

  it('a message goes to the device named, or to all, once a transaction', async () => {
    const second = await started.login(bob.user_id)
    const send = (txn: string, to: Json) => alice.ok('PUT', `/sendToDevice/m.test/${txn}`, { messages: { [bob.user_id]: to } })
    await send('1', { [bob.device_id]: { n: 1 }, NONE: {} })
    await send('1', { [bob.device_id]: { n: 1 } })
    await send('2', { '*': { n: 2 } })
    const got = async (device: Device) => (await device.sync()).to_device.events
    assert.deepEqual(
      await got(bob),
      [1, 2].map(n => ({ type: 'm.test', sender: alice.user_id, content: { n } })),
    )
    assert.deepEqual(
      (await got(second)).map((event: Json) => event.content.n),
      [2],
    )
  })

  it('a full queue refuses the sender, and loses nothing', async () => {
    await stopAll()
    started = await start({ limits: { to_device_per_device: 2 } })
    const carol = await started.register()
    const send = (n: number) => carol.call('PUT', `/sendToDevice/m.test/${n}`, { messages: { [carol.user_id]: { '*': { n } } } })
    const statuses = [await send(1), await send(2), await send(3)].map(({ status }) => status)
    assert.deepEqual(statuses, [200, 200, 429])
    const { to_device, next_batch } = await carol.sync()
    assert.deepEqual(
      to_device.events.map((event: Json) => event.content.n),
      [1, 2],
    )
    await carol.sync({ since: next_batch })
    assert.equal((await send(3)).status, 200)
  })
})
