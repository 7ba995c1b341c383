import { strict as assert } from 'node:assert'
import type { SyncDifference } from '../../../schemas/index.js'
import { chainOf, eventOf, joined, member, message, OTHER, ROOM, response, streamOf, syncsObserved, timeline } from './syncs.js'

const compared = async (stream: readonly object[], chain: readonly object[]): Promise<Record<string, SyncDifference>> => {
  const { compared: all } = await syncsObserved([...streamOf(stream.map(eventOf)), ...chainOf(chain)])
  assert.ok(all?.client)
  return all.client
}

const textsOf = (difference: SyncDifference | undefined) =>
  Object.fromEntries(
    (['missing', 'extra', 'repeated', 'reordered'] as const).map(name => [name, (difference?.[name] ?? []).map(({ text }) => text)]),
  )
const NOTHING = { missing: [], extra: [], repeated: [], reordered: [] }

describe('a stream beside a chain of /sync', () => {
  const [one, two, three] = [message('$1'), message('$2'), message('$3')]

  it('says the same where the same came in other responses', async () => {
    const { timeline: differs, contents } = await compared(
      [response('a', joined({ [ROOM]: timeline(one) })), response('b', joined({ [ROOM]: timeline(two, three) }))],
      [response('b', joined({ [ROOM]: timeline(one, two, three) }))],
    )
    assert.deepEqual(textsOf(differs), NOTHING)
    assert.deepEqual(textsOf(contents), NOTHING)
  })

  it('keeps an order within each room only', async () => {
    const { timeline: differs } = await compared(
      [response('a', joined({ [OTHER]: timeline(three) })), response('b', joined({ [ROOM]: timeline(two, one) }))],
      [response('b', joined({ [ROOM]: timeline(one, two), [OTHER]: timeline(three) }))],
    )
    assert.deepEqual(textsOf(differs), { ...NOTHING, reordered: [`${ROOM} $1 m.room.message`] })
  })

  it('has what is missing at the call of the chain, and what is extra or repeated at the bytes of the event', async () => {
    const { timeline: differs } = await compared(
      [response('a', joined({ [ROOM]: timeline(one) })), response('b', joined({ [ROOM]: timeline(one, two) }))],
      [response('b', joined({ [ROOM]: timeline(one, three) }))],
    )
    assert.deepEqual(textsOf(differs), {
      ...NOTHING,
      missing: [`${ROOM} $3 m.room.message`],
      extra: [`${ROOM} $2 m.room.message`],
      repeated: [`${ROOM} $1 m.room.message`],
    })
    assert.deepEqual(differs?.missing[0]?.at, { connection: 'syncs /sync client', t_ms: 10 })
    const [extra, repeated] = [differs?.extra[0]?.at, differs?.repeated[0]?.at]
    assert.equal(extra?.connection, 'syncs-1')
    assert.equal(extra?.t_ms, 20)
    assert.deepEqual(extra, repeated)
  })

  it('has other contents where one of an event differs, but for events that were redacted', async () => {
    const redaction = { ...message('$r'), type: 'm.room.redaction', content: { redacts: '$2' } }
    const { contents } = await compared(
      [response('a', joined({ [ROOM]: timeline(message('$1', 'changed'), two, redaction) }))],
      [response('a', joined({ [ROOM]: timeline(one, { ...two, content: {} }, redaction) }))],
    )
    assert.deepEqual(textsOf(contents).extra, [`${ROOM} $1 {"body":"changed","msgtype":"m.text"}`])
    assert.equal(contents?.missing.length, 1)
  })

  it('reports the sections that a room was in, in order', async () => {
    const steps = (...sections: readonly string[]) =>
      sections.map((section, index) => response(`${index}`, { rooms: { [section]: { [ROOM]: {} } } }))
    const { memberships } = await compared(steps('invite', 'join', 'join', 'leave'), steps('invite', 'leave'))
    assert.deepEqual(textsOf(memberships), { ...NOTHING, missing: [`${ROOM} 2. leave`], extra: [`${ROOM} 2. join`, `${ROOM} 3. leave`] })
  })

  it('leaves the events of a room aside that the user was only asked into, and no others', async () => {
    const leaving = { ...member('$leave', '@me:test'), content: { membership: 'leave' } }
    const into = (...sections: readonly string[]) => sections.map(section => response(section, { rooms: { [section]: { [ROOM]: {} } } }))
    const left = (events: object) => response('left', { rooms: { leave: { [ROOM]: events } } })
    const told = async (...sections: readonly string[]) => {
      const {
        timeline: events,
        state,
        memberships,
      } = await compared([...into(...sections), left(timeline(leaving))], [...into(...sections), left({})])
      assert.deepEqual(textsOf(memberships), NOTHING)
      return [events, state].map(one => one?.extra.length)
    }
    assert.deepEqual(await told('invite'), [0, 0])
    assert.deepEqual(await told('knock'), [0, 0])
    assert.deepEqual(await told('invite', 'join'), [1, 1])
    assert.deepEqual(await told(), [1, 1])
  })

  it('reports senders whose membership was not reported before', async () => {
    const known = { state: { events: [member('$m', '@me:test')] } }
    const { unknown_senders } = await compared(
      [response('a', joined({ [ROOM]: timeline(one) })), response('b', joined({ [ROOM]: { ...known, ...timeline(two) } }))],
      [response('b', joined({ [ROOM]: { ...known, ...timeline(one, two) } }))],
    )
    assert.deepEqual(textsOf(unknown_senders), { ...NOTHING, extra: [`${ROOM} $1 @me:test`] })
  })

  it('reports transaction ids, and the newest notification counts if they were reported', async () => {
    const echo = message('$1', 'own', { unsigned: { transaction_id: 't' } })
    const counts = (notification_count: number) => ({ unread_notifications: { notification_count } })
    const { echoes, unread } = await compared(
      [response('a', joined({ [ROOM]: timeline(message('$1', 'own')) })), response('b', joined({ [ROOM]: counts(2) }))],
      [response('a', joined({ [ROOM]: { ...timeline(echo), ...counts(1) } }))],
    )
    assert.deepEqual(textsOf(echoes), { ...NOTHING, missing: [`${ROOM} $1 t`] })
    assert.deepEqual(
      unread?.extra.map(({ at: { t_ms } }) => t_ms),
      [20],
    )
  })
})
