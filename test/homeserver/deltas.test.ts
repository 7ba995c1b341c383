import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type Device, type Json, type Started, start, stopAll } from './started.js'

/** Something that happens, by whom and where, as numbers that are taken modulo what there is. */
type Happening = readonly [what: number, who: number, where: number]

const FILTER = { room: { timeline: { limit: 3 }, include_leave: true } }

/** What a client that follows with a chain of tokens knows in the end. */
interface Known {
  /** By room, in order, gaps filled by /messages: what happened while the user was in it. */
  readonly timelines: Map<string, string[]>
  readonly state: Map<string, Map<string, string>>
  readonly accountData: Map<string, Json>
  readonly toDevice: number[]
  readonly membership: Map<string, string>
}

describe('deltas of the homeserver', () => {
  let started: Started
  let others: Device[]
  let room_ids: string[]
  let serial = 0

  before(async () => {
    started = await start({ presence: false })
    others = [await started.register(), await started.register()]
  })
  after(stopAll)

  /** What can happen to or near a user; what is not allowed at that moment does not happen. */
  const happenings: ((user: Device, other: Device, room: string) => Promise<unknown>)[] = [
    (_user, other, room) => other.call('PUT', `${room}/send/m.room.message/${serial}`, { body: serial }),
    (_user, other, room) => other.call('PUT', `${room}/send/m.room.message/${serial}`, { body: serial }),
    (user, _other, room) => user.call('PUT', `${room}/send/m.room.message/${serial}`, { body: serial }),
    (_user, other, room) => other.call('PUT', `${room}/state/m.room.topic`, { topic: String(serial) }),
    (_user, other, room) => other.call('PUT', `${room}/state/x.y/${serial % 3}`, { serial }),
    (user, _other, room) => user.call('POST', `${room}/join`, {}),
    (user, _other, room) => user.call('POST', `${room}/join`, {}),
    (user, _other, room) => user.call('POST', `${room}/leave`, {}),
    (user, other, room) => other.call('POST', `${room}/kick`, { user_id: user.user_id }),
    (user, other, room) => other.call('POST', `${room}/invite`, { user_id: user.user_id }),
    (user, other) => other.call('PUT', `/sendToDevice/x/${serial}`, { messages: { [user.user_id]: { '*': { serial } } } }),
    user => user.call('PUT', `/user/${user.user_id}/account_data/x.${serial % 3}`, { serial }),
    (user, _other, room) => user.call('PUT', `/user/${user.user_id}${room}/account_data/x.${serial % 3}`, { serial }),
  ]

  const nothingKnown = (): Known => ({
    timelines: new Map(),
    state: new Map(),
    accountData: new Map(),
    toDevice: [],
    membership: new Map(),
  })

  /** One call of /sync, its gaps filled back to the token before. */
  async function take(device: Device, since: string, known: Known): Promise<string> {
    const response = await device.sync({ since, filter: FILTER, set_presence: 'offline' })
    known.toDevice.push(...(response.to_device?.events ?? []).map((event: Json) => event.content.serial))
    for (const { type, content } of response.account_data?.events ?? []) known.accountData.set(type, content)
    for (const section of ['invite', 'join', 'leave']) {
      for (const [room_id, room] of Object.entries<Json>(response.rooms?.[section] ?? {})) {
        known.membership.set(room_id, section)
        if (section !== 'invite') await takeRoom(device, since, room_id, room, known)
      }
    }
    return response.next_batch
  }

  async function takeRoom(device: Device, since: string, room_id: string, room: Json, known: Known): Promise<void> {
    const { events, limited, prev_batch } = room.timeline
    const gap: Json[] = limited ? await between(device, room_id, since, prev_batch) : []
    const timeline = known.timelines.get(room_id) ?? []
    known.timelines.set(room_id, timeline)
    timeline.push(...[...gap, ...events].filter((event: Json) => event.unsigned.membership === 'join').map((event: Json) => event.event_id))
    const state = known.state.get(room_id) ?? new Map<string, string>()
    known.state.set(room_id, state)
    for (const event of [...(room.state?.events ?? []), ...events]) {
      if (event.state_key !== undefined) state.set(`${event.type} ${event.state_key}`, event.event_id)
    }
    for (const { type, content } of room.account_data?.events ?? []) known.accountData.set(`${room_id} ${type}`, content)
  }

  async function between(device: Device, room_id: string, since: string, prev_batch: string): Promise<Json[]> {
    const found: Json[] = []
    for (let from: string | undefined = prev_batch; from !== undefined; ) {
      const path: string = `/rooms/${room_id}/messages?dir=b&limit=4&from=${from}&to=${since}`
      const { status, json } = await device.call('GET', path)
      if (status !== 200) return found
      found.push(...json.chunk)
      from = json.end
    }
    return found.reverse()
  }

  async function check(history: readonly (readonly [Happening, boolean])[]): Promise<void> {
    const user = await started.register()
    const coarse = await started.login(user.user_id)
    const [maker] = others
    room_ids =
      maker === undefined ? [] : [await maker.createRoom({ preset: 'public_chat' }), await maker.createRoom({ preset: 'public_chat' })]
    for (const room_id of room_ids) await others[1]?.ok('POST', `/join/${room_id}`, {})
    const first = (await user.sync({ filter: FILTER })).next_batch
    const fine = nothingKnown()
    const cut = nothingKnown()
    let [fineToken, cutToken] = [first, first]
    const tokens = [first]
    for (const [[what, who, where], isCut] of history) {
      serial += 1
      const [other, room_id] = [others[who % 2], room_ids[where % 2]]
      if (other === undefined || room_id === undefined) throw new Error('nobody is there')
      await happenings[what % happenings.length]?.(user, other, `/rooms/${room_id}`)
      fineToken = await take(user, fineToken, fine)
      tokens.push(fineToken)
      if (isCut) {
        cutToken = await take(coarse, cutToken, cut)
        grantUntellable(cut, fine)
      }
    }
    await take(coarse, cutToken, cut)
    grantUntellable(cut, fine)
    assert.deepEqual(cut.timelines, fine.timelines, 'timelines')
    assert.deepEqual([cut.toDevice, cut.membership], [fine.toDevice, fine.membership])
    // That of a room which the user is not in comes when the user joins.
    const there = ({ accountData, membership }: Known) =>
      new Map([...accountData].filter(([key]) => (membership.get(key.split(' ', 1)[0] ?? '') ?? 'join') === 'join').sort())
    assert.deepEqual(there(cut), there(fine))
    await checkState(user, [fine, cut])
    await checkReplay(coarse, tokens, fine)
  }

  /** A room stands in one section: of a stay that ended between two calls, with an invitation after it, /sync has no place for what happened last. */
  function grantUntellable(cut: Known, fine: Known): void {
    for (const [room_id, events] of fine.timelines) {
      if (cut.membership.get(room_id) !== 'invite') continue
      const told = cut.timelines.get(room_id) ?? []
      assert.deepEqual(told, events.slice(0, told.length), 'what was told before the invitation')
      cut.timelines.set(room_id, [...events])
    }
  }

  /** The state that a client put together is the room's. */
  async function checkState(user: Device, all: readonly Known[]): Promise<void> {
    for (const room_id of (await user.ok('GET', '/joined_rooms')).joined_rooms) {
      const events: Json[] = await user.ok('GET', `/rooms/${room_id}/state`)
      const state = new Map(events.map(event => [`${event.type} ${event.state_key}`, event.event_id]))
      for (const { state: known } of all) assert.deepEqual(new Map([...(known.get(room_id) ?? [])].sort()), new Map([...state].sort()))
    }
  }

  /** Any older token returns what happened after it again. */
  async function checkReplay(device: Device, tokens: readonly string[], fine: Known): Promise<void> {
    for (const token of tokens.filter((_, index) => index % 4 === 0)) {
      const replayed = nothingKnown()
      await take(device, token, replayed)
      for (const [room_id, events] of replayed.timelines) {
        const expected = fine.timelines.get(room_id)?.slice(-events.length || undefined)
        assert.deepEqual(events, events.length === 0 ? [] : expected, `replay of ${room_id}`)
      }
    }
  }

  it('the union over any chain of tokens is the union over single steps, and older tokens replay', async () => {
    const happening = fc.tuple(fc.nat(happenings.length - 1), fc.nat(1), fc.nat(1)) as fc.Arbitrary<Happening>
    // What happened between two cuts is what may go wrong: they are few.
    const isCut = fc.nat(5).map(one => one === 0)
    const history = fc.array(fc.tuple(happening, isCut), { minLength: 5, maxLength: 40, size: 'max' })
    const inOneRoom = (...whats: number[]) => whats.map((what): [Happening, boolean] => [[what, 0, 0], false])
    const leftAndInvited = inOneRoom(5, 7, 9, 0, 0)
    const cutThere = leftAndInvited.map(([one], index): [Happening, boolean] => [one, index === 3])
    await fc.assert(fc.asyncProperty(history, check), {
      numRuns: 25,
      examples: [[leftAndInvited], [[...cutThere, ...inOneRoom(5, 0, 0, 0, 0)]], [inOneRoom(5, 7, 5, 0)]],
    })
  })
})
