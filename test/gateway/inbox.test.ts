import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createInbox, type Inbox, type Reader } from '../../gateway/inbox.js'
import { createInboxes } from '../../gateway/inboxes.js'

const BOUND = { messages: 1_000, bytes: 1 << 20 }

/** A homeserver with one device: it forgets a message when a token comes that is newer, and gives so many at a time. */
function createHomeserver(limit: number) {
  let newest = 0
  let forgotten = 0
  return {
    send: () => {
      newest += 1
    },
    sync: (since: string | undefined) => {
      const from = since === undefined ? 0 : Number(since.slice(1).split('.')[0])
      forgotten = Math.max(forgotten, from)
      const first = Math.max(from, forgotten)
      const last = Math.min(newest, first + limit)
      const messages = Array.from({ length: last - first }, (_, index) => `m${first + index + 1}`)
      return { messages, next_batch: `t${last}` }
    },
    newest: () => newest,
  }
}

type Homeserver = ReturnType<typeof createHomeserver>

/** A stream's chain, and the client that reads it: what was given out reaches the client later, in order, or is cut off. */
function createStream(homeserver: Homeserver, inbox: Inbox) {
  let reader: Reader = inbox.arrive(undefined)
  let since: string | undefined
  let asked = false
  let flying: { messages: readonly string[]; next_batch: string } | undefined
  let way: { messages: readonly string[]; id: string }[] = []
  let last: string | undefined
  const got: string[] = []
  return {
    got,
    ask: () => {
      if (asked) return
      reader.asking()
      asked = true
    },
    /** The homeserver makes its response, some time after it was asked. */
    served: () => {
      if (asked) flying ??= homeserver.sync(since)
    },
    answered: () => {
      if (flying === undefined) return
      since = flying.next_batch
      way.push({ messages: reader.take(flying.messages, since), id: since })
      flying = undefined
      asked = false
    },
    arrives: () => {
      const event = way.shift()
      if (event === undefined) return
      got.push(...event.messages)
      last = event.id
    },
    cut: () => {
      reader.leave()
      way = []
      since = last
      reader = inbox.arrive(last)
      reader.asking()
      asked = true
      flying = homeserver.sync(since)
    },
  }
}

/** What a client gets that comes with the token, when the homeserver itself has nothing for it. */
function caughtUp(inbox: Pick<Inbox, 'arrive'>, token: string | undefined): readonly string[] {
  const reader = inbox.arrive(token)
  reader.asking()
  const got = reader.take([], 'later')
  reader.leave()
  return got
}

const inOrder = (got: readonly string[]) => got.map(message => Number(message.slice(1)))

describe('the inbox of a device', () => {
  it('one stream, cut anywhere, loses nothing, doubles nothing and keeps the order', () => {
    const step = fc.constantFrom('send', 'send', 'ask', 'ask', 'served', 'served', 'answered', 'answered', 'arrives', 'arrives', 'cut')
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120, size: 'max' }), fc.integer({ min: 1, max: 4 }), (steps, limit) => {
        const homeserver = createHomeserver(limit)
        const stream = createStream(homeserver, createInbox(BOUND))
        for (const each of steps) each === 'send' ? homeserver.send() : stream[each]()
        for (let round = 0; round < homeserver.newest() + 2; round += 1) {
          stream.ask()
          stream.served()
          stream.answered()
          stream.arrives()
          stream.arrives()
        }
        for (let index = 0; index < 400; index += 1) stream.arrives()
        assert.deepEqual(
          inOrder(stream.got),
          Array.from({ length: homeserver.newest() }, (_, index) => index + 1),
        )
      }),
      { numRuns: 2_000 },
    )
  })

  it('several streams of one device, never cut, are each complete, whoever is given a message first', () => {
    const step = fc.tuple(
      fc.constantFrom('send', 'ask', 'ask', 'served', 'served', 'answered', 'answered', 'arrives'),
      fc.integer({ min: 0, max: 2 }),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150, size: 'max' }), fc.integer({ min: 1, max: 4 }), (steps, limit) => {
        const homeserver = createHomeserver(limit)
        const inbox = createInbox(BOUND)
        const streams = [0, 1, 2].map(() => createStream(homeserver, inbox))
        for (const [each, index] of steps) each === 'send' ? homeserver.send() : streams[index]?.[each]()
        for (let round = 0; round < homeserver.newest() + 3; round += 1) {
          for (const stream of streams) {
            stream.served()
            stream.answered()
            stream.ask()
          }
        }
        for (const stream of streams) {
          for (const each of ['served', 'answered', 'ask', 'served', 'answered'] as const) stream[each]()
          for (let index = 0; index < 400; index += 1) stream.arrives()
          assert.deepEqual(
            inOrder(stream.got),
            Array.from({ length: homeserver.newest() }, (_, index) => index + 1),
          )
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('several streams of one device, cut anywhere, lose nothing that the device does not have', () => {
    const deed = fc.constantFrom('send', 'send', 'ask', 'ask', 'served', 'served', 'answered', 'answered', 'arrives', 'arrives', 'cut')
    const step = fc.tuple(deed, fc.integer({ min: 0, max: 2 }))
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200, size: 'max' }), fc.integer({ min: 1, max: 4 }), (steps, limit) => {
        const homeserver = createHomeserver(limit)
        const inbox = createInbox(BOUND)
        const streams = [0, 1, 2].map(() => createStream(homeserver, inbox))
        for (const [each, index] of steps) each === 'send' ? homeserver.send() : streams[index]?.[each]()
        for (let round = 0; round < homeserver.newest() + 3; round += 1) {
          for (const stream of streams) for (const each of ['served', 'answered', 'arrives', 'ask'] as const) stream[each]()
        }
        for (const stream of streams) for (let index = 0; index < 400; index += 1) stream.arrives()
        assert.deepEqual(
          [...new Set(streams.flatMap(({ got }) => inOrder(got)))].sort((a, b) => a - b),
          Array.from({ length: homeserver.newest() }, (_, index) => index + 1),
        )
      }),
      { numRuns: 1_000 },
    )
  })

  it('a token that comes back lets go of what was before it, and an unknown one gets all that is kept', () => {
    const inbox = createInbox(BOUND)
    const stream = inbox.arrive('t0')
    stream.take(['a'], 't1')
    stream.take(['b'], 't2')
    assert.equal(inbox.kept_messages(), 2)
    assert.deepEqual(caughtUp(inbox, 'never seen'), ['a', 'b'])
    assert.deepEqual(caughtUp(inbox, 't1'), ['b'])
    assert.equal(inbox.kept_messages(), 1)
    assert.deepEqual(caughtUp(inbox, undefined), ['b'])
    assert.deepEqual(caughtUp(inbox, 't2'), [])
    assert.equal(inbox.kept_messages(), 0)
    stream.leave()
  })

  it('what a parallel /sync brings back is let go of while a stream is open', () => {
    const inbox = createInbox(BOUND)
    const stream = inbox.arrive('t0')
    for (let index = 1; index <= 500; index += 1) {
      stream.asking()
      stream.take([`m${index}`], `t${index}`)
    }
    assert.equal(inbox.kept_messages(), 500)
    assert.deepEqual(caughtUp(inbox, 't499'), ['m500'])
    assert.equal(inbox.kept_messages(), 1)
  })

  it('a response that was asked for before something was brought does not pass it', () => {
    const inbox = createInbox(BOUND)
    const [one, two] = [inbox.arrive(undefined), inbox.arrive(undefined)]
    two.asking()
    one.take(['a'], 't1')
    assert.deepEqual(two.take([], 't0'), [])
    assert.equal(two.behind(), true)
    two.asking()
    assert.deepEqual(two.take([], 't1'), ['a'])
    assert.equal(two.behind(), false)
  })

  it('a token that two chains were given vouches only for what both came with', () => {
    const inbox = createInbox(BOUND)
    const [one, two] = [inbox.arrive(undefined), inbox.arrive(undefined)]
    two.asking()
    one.take(['a'], 't1')
    // By now the homeserver has forgotten it, and so the second finds nothing under the same token.
    assert.deepEqual(two.take([], 't1'), [])
    one.asking()
    one.take([], 't1')
    two.leave()
    assert.deepEqual(caughtUp(inbox, 't1'), ['a'])
  })

  it('wakes the readers that fell behind, and not the one that brought it', () => {
    const inbox = createInbox(BOUND)
    const woken: string[] = []
    const one = inbox.arrive(undefined, () => woken.push('one'))
    const two = inbox.arrive(undefined, () => woken.push('two'))
    one.take(['a'], 't1')
    assert.deepEqual(woken, ['two'])
    assert.deepEqual([one.behind(), two.behind()], [false, true])
    assert.deepEqual(two.take(['a'], 't1'), ['a'])
    assert.deepEqual(woken, ['two'])
  })

  it('is bounded in messages and bytes, and over all devices', () => {
    const few = createInbox({ messages: 3, bytes: 1_000 })
    few.arrive(undefined).take(['1', '2', '3', '4', '5'], 't')
    assert.deepEqual(caughtUp(few, undefined), ['3', '4', '5'])
    const small = createInbox({ messages: 100, bytes: 10 })
    small.arrive(undefined).take(['xxxxx', 'yyyyy', 'zzzzz'], 't')
    assert.equal(small.kept_messages(), 2)

    const all = createInboxes({ messages: 100, bytes: 100, all_bytes: 20 })
    for (const device of ['a', 'b', 'c']) all.arrive(device, undefined).take(['0123456789'], 't')
    assert.deepEqual(all.kept(), { messages: 2, bytes: 20 })
    assert.deepEqual(caughtUp({ arrive: token => all.arrive('a', token) }, 'unknown'), [])
    assert.deepEqual(caughtUp({ arrive: token => all.arrive('b', token) }, 'unknown'), ['0123456789'])
  })

  it('a device with neither readers nor messages takes no memory', () => {
    const all = createInboxes({ messages: 100, bytes: 100, all_bytes: 100 })
    const reader = all.arrive('a', undefined)
    assert.equal(all.empty(), false)
    reader.take([], 't')
    reader.leave()
    assert.equal(all.empty(), true)
  })
})
