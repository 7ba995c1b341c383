import { strict as assert } from 'node:assert'
import type { CallLine, Exchange, OpenLine } from '../../../schemas/index.js'
import { head } from '../http-bytes.js'
import { close, fin, type Line, open, received } from '../recording-of.js'
import { call, eventOf, joined, message, ROOM, syncsObserved, timeline } from './syncs.js'

const OWN = 'ssespec-00000000-syncs'
const EVENT = eventOf({ next_batch: 'a', ...joined({ [ROOM]: timeline(message('$1')) }) })

/** Its head at 10 ms, then each piece at its time; watched for 5 s. */
const watched = (pieces: readonly (readonly [t_ms: number, bytes: string])[], opening: Partial<OpenLine> = {}): Line[] => [
  ...open('syncs-1', 0, opening),
  received('syncs-1', 10, head()),
  ...pieces.map(([t_ms, bytes]) => received('syncs-1', t_ms, bytes)),
  close('syncs-1', 5_000, 'done'),
]

const first = async (lines: readonly Line[]): Promise<Exchange> => {
  const { exchanges } = await syncsObserved(lines)
  const exchange = exchanges['1']
  assert.ok(exchange !== undefined)
  return exchange
}

const strangers = async (said: object): Promise<readonly string[]> => {
  const { strangers: places = [] } = await first(watched([[20, eventOf({ next_batch: 'a', ...said })]], { channel: OWN }))
  return places.map(({ text }) => text)
}

describe('a stranger', () => {
  it('is another channel that a section speaks of, whatever it is in', async () => {
    const friend = `@${OWN}-stranger:test`
    assert.deepEqual(await strangers({ presence: { events: [{ type: 'm.presence', sender: friend, content: {} }] } }), [
      `presence: ${OWN}-stranger`,
    ])
    assert.deepEqual(await strangers({ ...joined({ [ROOM]: timeline(message('$1', 'a', { sender: friend })) }) }), [
      `rooms: ${OWN}-stranger`,
    ])
    assert.deepEqual(await strangers({ account_data: { events: [{ type: 'a', content: { channel: 'ssespec-00000000-other' } }] } }), [
      'account_data: ssespec-00000000-other',
    ])
  })

  it('is reported once per section and event', async () => {
    const both = { type: 'a', content: { one: `${OWN}-stranger`, two: `${OWN}-stranger` } }
    assert.equal((await strangers({ account_data: { events: [both] } })).length, 1)
  })

  it('is neither the own channel nor a publication, which carries the marker of its scenario', async () => {
    const own = message('$1', 'one ssespec-00000000-syncs-stranger-12.', { sender: `@${OWN}:test` })
    assert.deepEqual(await strangers({ ...joined({ [ROOM]: timeline(own) }) }), [])
  })
})

describe('the first event', () => {
  it('is as late as it comes after the interval, with the heartbeats before it', async () => {
    const beats = [1_010, 2_010].map(t_ms => [t_ms, ': \n\n'] as const)
    const { first_event } = await first(watched([...beats, [2_510, EVENT], [3_010, ': \n\n']], { heartbeat_interval_s: 1 }))
    assert.deepEqual([first_event?.late_ms, first_event?.heartbeats_before], [1_500, 2])
  })

  it('is not there where no event came', async () => {
    assert.equal((await first(watched([], { heartbeat_interval_s: 1 }))).first_event, undefined)
  })
})

describe('what happened to a stream after the call with its label', () => {
  const revoked = (t_ms: number, status = 200): Line => call('1', t_ms, {}, { status })

  it('is when the server ended it, counted from the answer', async () => {
    const { after_call, end } = await first([...watched([[20, EVENT]]), revoked(100), fin('syncs-1', 350)])
    assert.equal(after_call?.ended_after_ms, 250)
    assert.equal(end?.prompted, true)
  })

  it('is that it was not ended', async () => {
    const { after_call } = await first([...watched([[20, EVENT]]), revoked(100)])
    assert.ok(after_call !== undefined)
    assert.equal(after_call.ended_after_ms, undefined)
  })

  it('is nothing where the call was refused, or has another label', async () => {
    assert.equal((await first([...watched([[20, EVENT]]), revoked(100, 401)])).after_call, undefined)
    assert.equal((await first([...watched([[20, EVENT]]), call('another', 100, {})])).after_call, undefined)
  })

  it('does not excuse an end that came before it', async () => {
    const { end } = await first([...watched([[20, EVENT]]), fin('syncs-1', 60), revoked(100)])
    assert.equal(end?.prompted, false)
  })
})

describe('an end that a revoked token caused', () => {
  const ME = { user_id: '@me:test', device_id: 'PHONE' }
  const LAPTOP = { user_id: '@me:test', device_id: 'LAPTOP' }
  const FRIEND = { user_id: '@friend:test', device_id: 'PHONE' }
  const V3 = '/_matrix/client/v3'
  const prompted = async (method: string, path: string, who: Partial<CallLine>, more: Partial<CallLine> = {}) => {
    const revoking = call('revoking', 100, {}, { method, path: `${V3}/${path}`, ...who, ...more })
    return (await first([...watched([[20, EVENT]], ME), revoking, fin('syncs-1', 350)])).end?.prompted
  }

  it('is prompted, whatever the label of the call and whatever its scenario', async () => {
    assert.equal(await prompted('POST', 'logout', ME), true)
    assert.equal(await prompted('POST', 'logout/all', LAPTOP), true)
    assert.equal(await prompted('POST', 'account/password', LAPTOP), true)
    assert.equal(await prompted('DELETE', 'devices/PHONE', LAPTOP), true)
    assert.equal(await prompted('POST', 'logout/all', LAPTOP, { on: 'another' }), true)
  })

  it('is not where another device or another user was logged out', async () => {
    assert.equal(await prompted('POST', 'logout', LAPTOP), false)
    assert.equal(await prompted('POST', 'logout/all', FRIEND), false)
    assert.equal(await prompted('POST', 'account/password', ME), false)
    assert.equal(await prompted('DELETE', 'devices/LAPTOP', LAPTOP), false)
    assert.equal(await prompted('GET', 'account/whoami', ME), false)
  })

  it('is not where the homeserver refused, and may be where it did not answer', async () => {
    assert.equal(await prompted('POST', 'logout', ME, { status: 404 }), false)
    const { status: _status, ...unanswered } = call('revoking', 100, {}, { method: 'POST', path: `${V3}/logout`, ...ME }) as CallLine
    const { end } = await first([...watched([[20, EVENT]], ME), unanswered, fin('syncs-1', 350)])
    assert.equal(end?.prompted, true)
  })
})

describe('comments of an exchange', () => {
  const read = (...at_ms: readonly number[]) => first(watched([[20, EVENT], ...at_ms.map(ms => [ms, ': \n\n'] as const)]))

  it('come every so often, by all the time that passed', async () => {
    const [few, many] = [await read(300, 600), await read(300, 310, 320, 600)]
    assert.ok(few.comment_every_ms !== undefined && few.comment_every_ms >= 600)
    assert.equal(many.comment_every_ms, Math.round((few.comment_every_ms * 1000) / 3) / 1000)
  })

  it('are none too many where there is one', async () => {
    assert.equal((await read(300)).comment_every_ms, undefined)
  })
})
