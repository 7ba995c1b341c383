import assert from 'node:assert/strict'
import { type Device, type Json, start, stopAll } from './started.js'

const room = (response: Json, room_id: string, section = 'join'): Json => response.rooms?.[section]?.[room_id]
const bodies = (response: Json, room_id: string, section = 'join'): string[] =>
  room(response, room_id, section).timeline.events.map((event: Json) => event.content.body ?? event.type)
const types = (events: Json[] = []): string[] => events.map(event => (event.state_key ? `${event.type} ${event.state_key}` : event.type))
const path = (room_id: string, rest: string) => `/rooms/${encodeURIComponent(room_id)}/${rest}`

describe('/sync of the homeserver', () => {
  let alice: Device
  let bob: Device
  beforeEach(async () => {
    const started = await start()
    alice = await started.register()
    bob = await started.register()
  })
  afterEach(stopAll)

  it('an initial sync has the rooms with their last ten events, and the state before them', async () => {
    const room_id = await alice.createRoom({ name: 'The room', topic: 'x' })
    for (const text of ['1', '2', '3', '4', '5', '6', '7', '8', '9']) await alice.say(room_id, text)
    const { timeline, state, summary } = room(await alice.sync(), room_id)
    assert.deepEqual(types(timeline.events), ['m.room.topic', ...Array(9).fill('m.room.message')])
    assert.equal(timeline.limited, true)
    assert.deepEqual(types(state.events).slice(0, 2), ['m.room.create', `m.room.member ${alice.user_id}`])
    assert.ok(!types(state.events).includes('m.room.topic'))
    assert.deepEqual(summary, { 'm.joined_member_count': 1, 'm.invited_member_count': 0 })
  })

  it('a room that its founder just made is told whole, without a gap', async () => {
    const { next_batch: since } = await alice.sync()
    const room_id = await alice.createRoom()
    const { timeline, state } = room(await alice.sync({ since }), room_id)
    assert.deepEqual([timeline.limited, timeline.events[0].type, state], [false, 'm.room.create', undefined])
  })

  it('says nothing but the token when nothing happened, and the same token gives the same events again', async () => {
    const room_id = await alice.createRoom()
    const { next_batch: since } = await alice.sync()
    const empty = await alice.sync({ since })
    assert.deepEqual(Object.keys(empty).sort(), ['device_one_time_keys_count', 'device_unused_fallback_key_types', 'next_batch'])
    await alice.say(room_id, 'one')
    const first = await alice.sync({ since })
    await alice.say(room_id, 'two')
    assert.deepEqual(bodies(first, room_id), ['one'])
    assert.deepEqual(bodies(await alice.sync({ since: first.next_batch }), room_id), ['two'])
    assert.deepEqual(bodies(await alice.sync({ since }), room_id), ['one', 'two'])
  })

  it('a gap is limited, with the state that changed in it, and /messages fills it', async () => {
    const room_id = await alice.createRoom()
    const { next_batch: since } = await alice.sync()
    await alice.say(room_id, 'first')
    await alice.ok('PUT', path(room_id, 'state/m.room.topic'), { topic: 'old' })
    await alice.ok('PUT', path(room_id, 'state/m.room.topic'), { topic: 'in the gap' })
    for (let n = 0; n < 12; n += 1) await alice.say(room_id, `${n}`)
    await alice.ok('PUT', path(room_id, 'state/m.room.topic'), { topic: 'in the timeline' })
    const { timeline, state } = room(await alice.sync({ since }), room_id)
    assert.deepEqual([timeline.limited, timeline.events.length, timeline.events[0].content.body], [true, 10, '3'])
    assert.deepEqual(
      state.events.map((event: Json) => event.content.topic),
      ['in the gap'],
    )
    const { chunk, end } = await alice.ok('GET', path(room_id, `messages?dir=b&from=${timeline.prev_batch}&to=${since}&limit=100`))
    assert.deepEqual(
      chunk.map((event: Json) => event.content.body ?? event.content.topic),
      ['2', '1', '0', 'in the gap', 'old', 'first'],
    )
    assert.equal(end, undefined)
  })

  it('a newly joined room has its full state, and its timeline starts with the join', async () => {
    const room_id = await alice.createRoom({ preset: 'public_chat' })
    const { next_batch: since } = await bob.sync()
    await alice.say(room_id, 'before')
    await bob.ok('POST', `/join/${encodeURIComponent(room_id)}`)
    await alice.say(room_id, 'after')
    const { timeline, state } = room(await bob.sync({ since }), room_id)
    assert.deepEqual(types(timeline.events), [`m.room.member ${bob.user_id}`, 'm.room.message'])
    assert.equal(timeline.limited, true)
    assert.ok(['m.room.create', 'm.room.power_levels', `m.room.member ${alice.user_id}`].every(type => types(state.events).includes(type)))
    const { chunk } = await bob.ok('GET', path(room_id, `messages?dir=b&from=${timeline.prev_batch}&limit=1`))
    assert.equal(chunk[0].content.body, 'before')
  })

  it('invites, knocks and departures each come in their section', async () => {
    const [invited, kicked] = [
      await alice.createRoom({ invite: [bob.user_id], name: 'N' }),
      await alice.createRoom({ preset: 'public_chat' }),
    ]
    const rules = [{ type: 'm.room.join_rules', content: { join_rule: 'knock' } }]
    const knocked = await alice.createRoom({ initial_state: rules })
    await bob.ok('POST', `/join/${kicked}`)
    const before = await bob.sync()
    assert.ok(types(room(before, invited, 'invite').invite_state.events).includes(`m.room.member ${bob.user_id}`))
    await alice.say(kicked, 'last')
    await alice.ok('POST', path(kicked, 'kick'), { user_id: bob.user_id, reason: 'why' })
    await alice.say(kicked, 'secret')
    await bob.ok('POST', path(invited, 'leave'))
    await bob.ok('POST', `/knock/${knocked}`)
    const after = await bob.sync({ since: before.next_batch })
    assert.deepEqual(bodies(after, kicked, 'leave'), ['last', 'm.room.member'])
    assert.deepEqual(types(room(after, invited, 'leave').timeline.events), [`m.room.member ${bob.user_id}`])
    assert.ok(room(after, knocked, 'knock').knock_state.events.every((event: Json) => Object.keys(event).length === 4))
    assert.equal((await bob.sync({ since: after.next_batch })).rooms, undefined)
    assert.equal(room(await bob.sync(), kicked, 'leave'), undefined)
    const filter = { room: { include_leave: true } }
    assert.deepEqual(bodies(await bob.sync({ filter }), kicked, 'leave').slice(-2), ['last', 'm.room.member'])
  })

  it('full_state gives the whole state at once, also when caught up', async () => {
    const room_id = await alice.createRoom({ name: 'N' })
    const { next_batch: since } = await alice.sync()
    const { state } = room(await alice.sync({ since, full_state: 'true', timeout: 30_000 }), room_id)
    assert.ok(types(state.events).includes('m.room.name'))
  })

  it('use_state_after gives the state at the end of the timeline, and no state', async () => {
    const room_id = await alice.createRoom()
    const { next_batch: since } = await alice.sync()
    await alice.ok('PUT', path(room_id, 'state/m.room.topic'), { topic: 'x' })
    const after = room(await alice.sync({ since, use_state_after: 'true' }), room_id)
    assert.deepEqual([types(after.state_after.events), after.state], [['m.room.topic'], undefined])
    assert.equal(room(await alice.sync({ since }), room_id).state, undefined)
    assert.ok(types(room(await alice.sync({ use_state_after: 'true' }), room_id).state_after.events).includes('m.room.topic'))
  })

  it('lazy loading sends the members who speak, in each response', async () => {
    const room_id = await alice.createRoom({ preset: 'public_chat', name: 'N' })
    await bob.ok('POST', `/join/${room_id}`)
    const filter = { room: { state: { lazy_load_members: true }, timeline: { limit: 1 } } }
    await bob.say(room_id, 'x')
    const first = await alice.sync({ filter })
    assert.deepEqual(
      types(room(first, room_id).state.events).filter(type => type.startsWith('m.room.member')),
      [`m.room.member ${alice.user_id}`, `m.room.member ${bob.user_id}`],
    )
    await bob.say(room_id, 'y')
    const second = await alice.sync({ filter, since: first.next_batch })
    assert.deepEqual(types(room(second, room_id).state.events), [`m.room.member ${bob.user_id}`])
  })

  it('filters choose rooms, types, senders and numbers, by JSON or by id', async () => {
    const [one, two] = [await alice.createRoom({ preset: 'public_chat' }), await alice.createRoom()]
    await bob.ok('POST', `/join/${one}`)
    const { next_batch: since } = await alice.sync()
    await bob.say(one, 'by bob')
    await alice.say(one, 'by alice')
    await alice.say(two, 'elsewhere')
    const only = async (filter: object) => {
      const { filter_id } = await alice.ok('POST', `/user/${alice.user_id}/filter`, filter)
      const [byId, byJson] = [await alice.sync({ since, filter: filter_id }), await alice.sync({ since, filter })]
      assert.deepEqual(Object.keys(byId.rooms?.join ?? {}), Object.keys(byJson.rooms?.join ?? {}))
      return [one, two].flatMap(each => (room(byJson, each) ? bodies(byJson, each) : []))
    }
    assert.deepEqual(await only({ room: { rooms: [two] } }), ['elsewhere'])
    assert.deepEqual(await only({ room: { not_rooms: [two], timeline: { senders: [bob.user_id] } } }), ['by bob'])
    assert.deepEqual(await only({ room: { timeline: { not_types: ['m.room.*'] } } }), [])
    assert.deepEqual(await only({ room: { rooms: [one], timeline: { limit: 1 } } }), ['by alice'])
    assert.deepEqual(await only({ room: { timeline: { contains_url: true } } }), [])
    const filtered = await alice.sync({ since, filter: { event_fields: ['content.body'], room: { rooms: [two] } } })
    assert.deepEqual(room(filtered, two).timeline.events, [{ content: { body: 'elsewhere' } }])
  })

  it('a bad parameter is 400, and so is a token of another server or from the future', async () => {
    const { next_batch } = await alice.sync()
    const [, position = '', epoch = ''] = /^s(\d+)_(.*)$/.exec(next_batch) ?? []
    const future = `s${Number(position) + 100}_${epoch}`
    const bad: Record<string, string>[] = [{ since: 'x' }, { since: future }, { since: `s1_${'0'.repeat(8)}` }, { since: '1' }]
    bad.push({ full_state: 'yes' }, { use_state_after: '1' }, { set_presence: 'busy' }, { timeout: '-1' }, { timeout: 'x' })
    for (const filter of ['{', '{"room":[]}', '{"room":{"timeline":{"limit":"1"}}}', '{"presence":{"types":[1]}}', '99', 'none'])
      bad.push({ filter })
    for (const query of bad) {
      const { status, json } = await alice.call('GET', `/sync?${new URLSearchParams(query)}`)
      assert.deepEqual([status, json.errcode.slice(0, 2)], [400, 'M_'], JSON.stringify(query))
    }
  })

  it('redacted events come without content, with the redaction, in the same place', async () => {
    const room_id = await alice.createRoom()
    const { next_batch: since } = await alice.sync()
    const event_id = await alice.say(room_id, 'oops')
    await alice.ok('PUT', path(room_id, `redact/${encodeURIComponent(event_id)}/r1`), { reason: 'mistake' })
    const [event, redaction] = room(await alice.sync({ since }), room_id).timeline.events
    assert.deepEqual([event.content, event.unsigned.redacted_because.event_id], [{}, redaction.event_id])
    assert.deepEqual([redaction.redacts, redaction.content], [event_id, { redacts: event_id, reason: 'mistake' }])
  })

  it('typing, receipts, account data, tags and unread counts come and go', async () => {
    const room_id = await alice.createRoom({ preset: 'public_chat' })
    await bob.ok('POST', `/join/${room_id}`)
    const event_id = await bob.say(room_id, `hello`)
    const first = await alice.sync()
    assert.deepEqual(room(first, room_id).unread_notifications, { highlight_count: 0, notification_count: 1 })
    await bob.ok('PUT', path(room_id, `typing/${bob.user_id}`), { typing: true, timeout: 100 })
    await alice.ok('POST', path(room_id, `receipt/m.read/${encodeURIComponent(event_id)}`), {})
    await bob.ok('POST', path(room_id, `receipt/m.read.private/${encodeURIComponent(event_id)}`), {})
    await alice.ok('PUT', `/user/${alice.user_id}/rooms/${encodeURIComponent(room_id)}/tags/m.favourite`, { order: 0.5 })
    await alice.ok('PUT', `/user/${alice.user_id}/account_data/a.b`, { c: 1 })
    const second = await alice.sync({ since: first.next_batch })
    const { ephemeral, account_data, unread_notifications } = room(second, room_id)
    assert.deepEqual(ephemeral.events[0], { type: 'm.typing', content: { user_ids: [bob.user_id] } })
    assert.deepEqual(Object.keys(ephemeral.events[1].content[event_id]), ['m.read'])
    assert.deepEqual(account_data.events, [{ type: 'm.tag', content: { tags: { 'm.favourite': { order: 0.5 } } } }])
    assert.deepEqual(second.account_data.events, [{ type: 'a.b', content: { c: 1 } }])
    assert.equal(unread_notifications.notification_count, 0)
    const third = await alice.sync({ since: second.next_batch, timeout: 5_000 })
    assert.deepEqual(room(third, room_id).ephemeral.events, [{ type: 'm.typing', content: { user_ids: [] } }])
  })

  it('a room that was joined and left between two syncs comes with all of its account data', async () => {
    const room_id = await alice.createRoom({ preset: 'public_chat' })
    await bob.ok('PUT', `/user/${bob.user_id}/rooms/${encodeURIComponent(room_id)}/account_data/a.b`, { c: 1 })
    const { next_batch: since } = await bob.sync()
    await bob.ok('POST', `/join/${room_id}`)
    await bob.ok('POST', path(room_id, 'leave'))
    assert.deepEqual(room(await bob.sync({ since }), room_id, 'leave').account_data.events, [{ type: 'a.b', content: { c: 1 } }])
  })

  it('who is ignored is not heard, but their state counts', async () => {
    const room_id = await alice.createRoom({ preset: 'public_chat' })
    const { next_batch: since } = await alice.sync()
    await alice.ok('PUT', `/user/${alice.user_id}/account_data/m.ignored_user_list`, { ignored_users: { [bob.user_id]: {} } })
    await bob.ok('POST', `/join/${room_id}`)
    await bob.say(room_id, 'x')
    await bob.createRoom({ invite: [alice.user_id] })
    const response = await alice.sync({ since })
    assert.deepEqual([bodies(response, room_id), response.rooms.invite], [['m.room.member'], undefined])
  })

  it('a long poll ends when something concerns the user, or empty when its time is up', async () => {
    const room_id = await alice.createRoom()
    const { next_batch: since } = await alice.sync()
    const poll = alice.sync({ since, timeout: 20_000 })
    await bob.createRoom()
    await alice.say(room_id, 'x')
    assert.deepEqual(bodies(await poll, room_id), ['x'])
    const [begun, { next_batch }] = [performance.now(), await alice.sync()]
    await alice.sync({ since: next_batch, timeout: 150 })
    assert.ok(performance.now() - begun > 150)
  })
})
