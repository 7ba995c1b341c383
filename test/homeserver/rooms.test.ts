import assert from 'node:assert/strict'
import { type Device, type Json, type Started, start, stopAll } from './started.js'

const path = (room_id: string, rest: string) => `/rooms/${encodeURIComponent(room_id)}/${rest}`

describe('rooms of the homeserver', () => {
  let started: Started
  let alice: Device
  let bob: Device
  beforeEach(async () => {
    started = await start()
    alice = await started.register()
    bob = await started.register()
  })
  afterEach(stopAll)

  async function refused(device: Device, method: string, at: string, body: unknown, expected: [number, string]): Promise<void> {
    const { status, json } = await device.call(method, at, body)
    assert.deepEqual([status, json.errcode], expected, `${method} ${at}`)
  }

  it('who is not in a room can neither read it nor write to it', async () => {
    const room_id = await alice.createRoom()
    const event_id = await alice.say(room_id, 'secret')
    for (const rest of [
      'messages?dir=b',
      'state',
      'state/m.room.create',
      'members',
      'joined_members',
      `context/${event_id}`,
      `event/${event_id}`,
    ]) {
      await refused(bob, 'GET', path(room_id, rest), undefined, [403, 'M_FORBIDDEN'])
    }
    await refused(bob, 'PUT', path(room_id, 'send/m.room.message/1'), {}, [403, 'M_FORBIDDEN'])
    await refused(bob, 'PUT', path(room_id, 'state/m.room.topic'), {}, [403, 'M_FORBIDDEN'])
    await refused(bob, 'POST', path(room_id, 'join'), {}, [403, 'M_FORBIDDEN'])
    await refused(bob, 'PUT', path(room_id, `typing/${bob.user_id}`), { typing: true }, [403, 'M_FORBIDDEN'])
    await refused(bob, 'POST', path(room_id, 'invite'), { user_id: bob.user_id }, [403, 'M_FORBIDDEN'])
    await refused(bob, 'POST', '/join/!none:reference.test', {}, [404, 'M_NOT_FOUND'])
  })

  it('power decides who may kick, ban, redact, set state and give power', async () => {
    const room_id = await alice.createRoom({ preset: 'public_chat' })
    await bob.ok('POST', `/join/${room_id}`)
    const event_id = await alice.say(room_id, 'x')
    const forbidden: [number, string] = [403, 'M_FORBIDDEN']
    await refused(bob, 'POST', path(room_id, 'kick'), { user_id: alice.user_id }, forbidden)
    await refused(bob, 'POST', path(room_id, 'ban'), { user_id: alice.user_id }, forbidden)
    await refused(bob, 'PUT', path(room_id, 'state/m.room.name'), { name: 'x' }, forbidden)
    await refused(bob, 'PUT', path(room_id, `redact/${event_id}/1`), {}, forbidden)
    await refused(bob, 'PUT', path(room_id, `send/m.room.redaction/2`), { redacts: event_id }, forbidden)
    await refused(bob, 'PUT', path(room_id, `state/x/${alice.user_id}`), {}, forbidden)
    const levels = await alice.ok('GET', path(room_id, 'state/m.room.power_levels'))
    const withBob = (power: number) => ({ ...levels, users: { ...levels.users, [bob.user_id]: power } })
    await refused(bob, 'PUT', path(room_id, 'state/m.room.power_levels'), withBob(100), forbidden)
    const some = { ...withBob(50), events: { 'm.room.power_levels': 50 } }
    await alice.ok('PUT', path(room_id, 'state/m.room.power_levels'), some)
    await refused(bob, 'PUT', path(room_id, 'state/m.room.power_levels'), { ...some, users: { ...some.users, '@c:d': 51 } }, forbidden)
    await refused(bob, 'PUT', path(room_id, 'state/m.room.power_levels'), { ...some, events: { x: 51 } }, forbidden)
    await bob.ok('PUT', path(room_id, 'state/m.room.power_levels'), { ...some, events: { ...some.events, x: 50 } })
    await alice.ok('PUT', path(room_id, 'state/m.room.power_levels/'), withBob(100))
    await refused(bob, 'POST', path(room_id, 'kick'), { user_id: alice.user_id }, forbidden)
    const { users: _, ...noUsers } = withBob(100)
    await refused(bob, 'PUT', path(room_id, 'state/m.room.power_levels'), { ...noUsers, users: { [bob.user_id]: 100 } }, forbidden)
    await refused(alice, 'PUT', path(room_id, 'state/m.room.power_levels'), { ...levels, ban: '50' }, [400, 'M_BAD_JSON'])
    await bob.ok('PUT', path(room_id, 'state/m.room.name'), { name: 'by bob' })
  })

  it('a ban keeps out until it is lifted', async () => {
    const room_id = await alice.createRoom({ preset: 'public_chat' })
    await bob.ok('POST', `/join/${room_id}`)
    await alice.ok('POST', path(room_id, 'ban'), { user_id: bob.user_id })
    await refused(bob, 'POST', `/join/${room_id}`, {}, [403, 'M_FORBIDDEN'])
    await refused(alice, 'POST', path(room_id, 'invite'), { user_id: bob.user_id }, [403, 'M_FORBIDDEN'])
    await alice.ok('POST', path(room_id, 'unban'), { user_id: bob.user_id })
    await bob.ok('POST', `/join/${room_id}`)
    assert.deepEqual((await bob.ok('GET', '/joined_rooms')).joined_rooms, [room_id])
  })

  it('who left sees the room as it was, until it is forgotten', async () => {
    const room_id = await alice.createRoom({ preset: 'public_chat' })
    await bob.ok('POST', `/join/${room_id}`)
    await refused(bob, 'POST', path(room_id, 'forget'), {}, [400, 'M_UNKNOWN'])
    await alice.say(room_id, 'before')
    await bob.ok('POST', path(room_id, 'leave'))
    const secret = await alice.say(room_id, 'after')
    await alice.ok('PUT', path(room_id, 'state/m.room.topic'), { topic: 'after' })
    const { chunk } = await bob.ok('GET', path(room_id, 'messages?dir=b&limit=2'))
    assert.deepEqual(
      chunk.map((event: Json) => event.content.body ?? event.content.membership),
      ['leave', 'before'],
    )
    await refused(bob, 'GET', path(room_id, `event/${secret}`), undefined, [404, 'M_NOT_FOUND'])
    await refused(bob, 'GET', path(room_id, 'state/m.room.topic'), undefined, [404, 'M_NOT_FOUND'])
    await bob.ok('POST', path(room_id, 'forget'))
    await refused(bob, 'GET', path(room_id, 'messages?dir=b'), undefined, [403, 'M_FORBIDDEN'])
  })

  it('history visibility decides what a newcomer sees', async () => {
    for (const [history_visibility, expected] of [
      ['shared', true],
      ['world_readable', true],
      ['invited', false],
      ['joined', false],
    ] as const) {
      const initial_state = [{ type: 'm.room.history_visibility', content: { history_visibility } }]
      const room_id = await alice.createRoom({ preset: 'public_chat', initial_state })
      const event_id = await alice.say(room_id, 'before')
      await bob.ok('POST', `/join/${room_id}`)
      assert.equal((await bob.call('GET', path(room_id, `event/${event_id}`))).status === 200, expected, history_visibility)
      const { chunk } = await bob.ok('GET', path(room_id, 'messages?dir=b&limit=100'))
      assert.equal(
        chunk.some((event: Json) => event.event_id === event_id),
        expected,
        history_visibility,
      )
    }
  })

  it('/messages pages in both directions without a gap or an overlap', async () => {
    const room_id = await alice.createRoom()
    for (let n = 0; n < 23; n += 1) await alice.say(room_id, `${n}`)
    const paged = async (dir: string) => {
      const found: string[] = []
      let from = ''
      for (;;) {
        const { chunk, end } = await alice.ok('GET', path(room_id, `messages?dir=${dir}&limit=7${from}`))
        found.push(...chunk.map((event: Json) => event.event_id))
        if (end === undefined) return found
        from = `&from=${end}`
      }
    }
    const [back, forward] = [await paged('b'), await paged('f')]
    assert.equal(new Set(back).size, 29)
    assert.deepEqual(back.toReversed(), forward)
    for (const query of ['', 'dir=x', 'dir=b&from=x', 'dir=b&limit=x', 'dir=b&filter={']) {
      assert.equal((await alice.call('GET', path(room_id, `messages?${query}`))).status, 400, query)
    }
  })

  it('the same transaction sends once, and only its device is told of it', async () => {
    const room_id = await alice.createRoom()
    const other = await started.login(alice.user_id)
    const { next_batch: since } = await alice.sync()
    const [first, again, others] = [
      await alice.say(room_id, 'x', 'T'),
      await alice.say(room_id, 'x', 'T'),
      await other.say(room_id, 'x', 'T'),
    ]
    assert.equal(first, again)
    assert.notEqual(first, others)
    const seen = async (device: Device) =>
      (await device.sync({ since })).rooms.join[room_id].timeline.events.map((event: Json) => event.unsigned.transaction_id)
    assert.deepEqual(
      [await seen(alice), await seen(other)],
      [
        ['T', undefined],
        [undefined, 'T'],
      ],
    )
  })

  it('an event over 65,536 bytes is 413, numbers that are no integers 400', async () => {
    const room_id = await alice.createRoom()
    await refused(alice, 'PUT', path(room_id, 'send/m.room.message/1'), { body: 'x'.repeat(65_536) }, [413, 'M_TOO_LARGE'])
    await alice.say(room_id, 'x'.repeat(64_000))
    await refused(alice, 'PUT', path(room_id, 'send/m.room.message/2'), { body: 1.5 }, [400, 'M_BAD_JSON'])
    await refused(alice, 'PUT', path(room_id, `send/${'x'.repeat(256)}/3`), {}, [413, 'M_TOO_LARGE'])
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`
    await refused(alice, 'PUT', path(room_id, 'send/m.room.message/4'), deep, [400, 'M_BAD_JSON'])
  })

  it('a room that cannot be made leaves nothing behind', async () => {
    const { next_batch: since } = await bob.sync()
    await refused(alice, 'POST', '/createRoom', { invite: [bob.user_id, '@nobody:reference.test'] }, [404, 'M_NOT_FOUND'])
    await refused(alice, 'POST', '/createRoom', { preset: 'none' }, [400, 'M_BAD_JSON'])
    await refused(alice, 'POST', '/createRoom', { room_version: '99' }, [400, 'M_UNSUPPORTED_ROOM_VERSION'])
    await refused(alice, 'POST', '/createRoom', { initial_state: [{}] }, [400, 'M_BAD_JSON'])
    assert.deepEqual((await alice.ok('GET', '/joined_rooms')).joined_rooms, [])
    assert.equal((await bob.sync({ since })).rooms, undefined)
  })

  it('aliases lead to rooms, are unique, and their rooms can be listed', async () => {
    const room_id = await alice.createRoom({ room_alias_name: 'a/b c'.replace(' ', ''), visibility: 'public', name: 'Listed' })
    const alias = encodeURIComponent('#a/bc:reference.test')
    assert.equal((await bob.ok('GET', `/directory/room/${alias}`)).room_id, room_id)
    await refused(alice, 'POST', '/createRoom', { room_alias_name: 'a/bc' }, [409, 'M_ROOM_IN_USE'])
    await refused(bob, 'DELETE', `/directory/room/${alias}`, undefined, [403, 'M_FORBIDDEN'])
    await refused(bob, 'PUT', `/directory/room/${encodeURIComponent('#a:elsewhere')}`, { room_id }, [400, 'M_INVALID_PARAM'])
    assert.equal((await bob.ok('POST', `/join/${alias}`)).room_id, room_id)
    assert.equal((await bob.ok('GET', '/publicRooms')).chunk[0].num_joined_members, 2)
    await alice.ok('DELETE', `/directory/room/${alias}`)
    await refused(bob, 'GET', `/directory/room/${alias}`, undefined, [404, 'M_NOT_FOUND'])
  })

  it('a change of profile goes to the rooms, and a state that is there already is not sent again', async () => {
    const room_id = await alice.createRoom()
    await alice.ok('PUT', `/profile/${alice.user_id}/displayname`, { displayname: 'Alice A.' })
    const member = await alice.ok('GET', path(room_id, `state/m.room.member/${alice.user_id}`))
    assert.deepEqual(member, { membership: 'join', displayname: 'Alice A.' })
    const topic = () => alice.ok('PUT', path(room_id, 'state/m.room.topic'), { topic: 'x' })
    assert.deepEqual(await topic(), await topic())
  })

  it('members of another room may join where the rules say so', async () => {
    const space = await alice.createRoom({ preset: 'public_chat' })
    const content = { join_rule: 'restricted', allow: [{ type: 'm.room_membership', room_id: space }] }
    const room_id = await alice.createRoom({ initial_state: [{ type: 'm.room.join_rules', content }] })
    await refused(bob, 'POST', `/join/${room_id}`, {}, [403, 'M_FORBIDDEN'])
    await bob.ok('POST', `/join/${space}`)
    await bob.ok('POST', `/join/${room_id}`)
  })
})
