import { strict as assert } from 'node:assert'
import { chainOf, eventOf, joined, message, ROOM, response, streamOf, syncsObserved, timeline } from './syncs.js'

const DEEP = 20_000
const MANY = 200_000
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']

/** JSON.stringify would overflow the stack, so the depth is put into the finished text. */
const HOLE = '"the hole"'
const deepened = (text: string): string => text.replaceAll(HOLE, `${'{"a":'.repeat(DEEP)}{}${'}'.repeat(DEEP)}`)

const withHole = response('a', { account_data: { events: [{ type: 'm.deep', content: { a: 'the hole' } }] } })

describe('a homeserver whose responses are made to break their reader', () => {
  it('compares account data that is nested 20,000 deep', async () => {
    const lines = chainOf([withHole]).map(line => (line.what === 'call' ? { ...line, answer: deepened(line.answer ?? '') } : line))
    const { compared, chains } = await syncsObserved([...streamOf([deepened(eventOf(withHole as { next_batch: string }))]), ...lines])
    assert.deepEqual(compared?.client?.account_data?.extra, [])
    assert.deepEqual(compared?.client?.account_data?.missing, [])
    assert.equal(chains?.client?.account_data.length, 1)
  })

  it('compares a response with 200,000 events', async () => {
    const events = Array.from({ length: MANY }, (_, index) => message(`$${index}`))
    const one = response('a', {
      ...joined({ [ROOM]: { timeline: { events } } }),
      device_lists: { changed: events.map((_, index) => `@${index}:test`) },
    })
    const { compared } = await syncsObserved([...streamOf([eventOf(one)]), ...chainOf([one])])
    assert.equal(compared?.client?.timeline?.chain, MANY)
    assert.deepEqual(compared?.client?.timeline?.missing, [])
    assert.equal(compared?.client?.device_lists_changed?.chain, MANY)
  })

  for (const name of NAMES) {
    it(`compares a room that is named ${name}`, async () => {
      const rooms = Object.fromEntries([[name, timeline(message('$1'))]])
      const one = response('a', joined(rooms))
      const { compared, chains } = await syncsObserved([...streamOf([eventOf(one)]), ...chainOf([one, response('b')])])
      assert.deepEqual(Object.keys(chains?.client?.rooms ?? {}), [name])
      assert.equal(compared?.client?.timeline?.chain, 1)
      assert.deepEqual(compared?.client?.timeline?.missing, [])
    })

    it(`misses a room that is named ${name} on the stream alone`, async () => {
      const rooms = { leave: Object.fromEntries([[name, timeline(message('$1'))]]) }
      const { compared } = await syncsObserved([...streamOf([eventOf(response('a'))]), ...chainOf([response('a', { rooms })])])
      assert.deepEqual(
        compared?.client?.left?.missing.map(({ text }) => text),
        [name],
      )
      assert.equal(compared?.client?.timeline?.missing.length, 1)
    })
  }

  it('takes objects that have no text where ids of users are expected', async () => {
    const one = response('a', { device_lists: { changed: [{ toString: 1, valueOf: 1 }, null, 7], left: '@a:test' } })
    const { compared } = await syncsObserved([...streamOf([eventOf(one)]), ...chainOf([one])])
    assert.equal(compared?.client?.device_lists_changed?.chain, 3)
    assert.deepEqual(compared?.client?.device_lists_changed?.missing, [])
    assert.deepEqual(compared?.client?.device_lists_changed?.extra, [])
  })

  it('bounds the name of a channel that it mentions', async () => {
    const type = `ssespec-00000000-a${'-1'.repeat(1000)}a`
    const { exchanges } = await syncsObserved(streamOf([eventOf({ next_batch: 'a', account_data: { events: [{ type }] } } as object)]))
    assert.equal(exchanges['1']?.strangers?.length, 1)
    assert.ok((exchanges['1']?.strangers?.[0]?.text.length ?? 0) <= 'account_data: ssespec-00000000-'.length + 81)
  })
})
