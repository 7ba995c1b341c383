import { strict as assert } from 'node:assert'
import { type Script, stopScripted, usual, visit } from './scripted.js'

const sync = (script: Script) =>
  visit(script, async venue => {
    const { member } = await venue.homeOf('idle', 'a')
    await member.sync({ since: 's0' })
  })

describe('a call of a homeserver', () => {
  afterEach(stopScripted)

  it('is recorded with its answer, once it is there', async () => {
    const { calls } = await sync(usual)
    const one = calls.find(({ label }) => label === 'sync')
    assert.equal(one?.path, '/_matrix/client/v3/sync?since=s0')
    assert.equal(one?.status, 200)
    assert.equal(one?.answer, '{"next_batch":"s1"}')
    assert.equal(one?.user_id, '@one:test')
    assert.ok((one?.t ?? 0) > (one?.began ?? 0))
  })

  for (const [name, fields, content] of [
    ['Retry-After', { 'Retry-After': '1' }, {}],
    ['retry_after_ms', {}, { retry_after_ms: 800 }],
  ] as const) {
    it(`that is limited waits as ${name} says, and is made again`, async () => {
      const times: number[] = []
      const { calls } = await sync((one, before) => {
        if (!one.url.includes('/sync')) return usual(one, before)
        times.push(performance.now())
        return times.length === 1 ? { status: 429, fields, content } : usual(one, before)
      })
      assert.equal(times.length, 2)
      assert.ok((times[1] ?? 0) - (times[0] ?? 0) >= 790)
      assert.equal(calls.find(({ label }) => label === 'sync')?.status, 200)
    })
  }

  it('that is limited until a time that is not a number is made again', async () => {
    let times = 0
    const { calls } = await sync((one, before) => {
      if (!one.url.includes('/sync')) return usual(one, before)
      times += 1
      return times === 1 ? { status: 429, content: { retry_after_ms: { toString: 1 } } } : usual(one, before)
    })
    assert.equal(times, 2)
    assert.equal(calls.find(({ label }) => label === 'sync')?.status, 200)
  })

  it('that fails has its reason, and rejects nothing', async () => {
    const { calls } = await sync((one, before) => (one.url.includes('/sync') ? { status: 500, content: '<p>oops' } : usual(one, before)))
    const one = calls.find(({ label }) => label === 'sync')
    assert.equal(one?.status, 500)
    assert.match(one?.reason ?? '', /GET \/_matrix\/client\/v3\/sync answered 500: <p>oops/)
  })

  it('of a homeserver that is gone has the reason of the connection', async () => {
    const { calls } = await visit(usual, async venue => {
      const { member } = await venue.homeOf('idle', 'a')
      stopScripted()
      assert.equal((await member.sync()).ok, false)
    })
    assert.match(calls.at(-1)?.reason ?? '', /ECONNREFUSED|closed|hang up|terminated/)
  })
})

describe('a chain', () => {
  afterEach(stopScripted)

  const numbered: Script = (one, before) => {
    if (!one.url.includes('/sync')) return usual(one, before)
    const number = before.filter(({ url }) => url.includes('/sync')).length + 1
    return number > 4 ? { silent: true } : { content: { next_batch: `s${number}`, number: `the ${number}th` } }
  }

  it('asks with since = the next_batch before, and full_state only first', async () => {
    const { asked, calls } = await visit(numbered, async (venue, asked) => {
      const { member } = await venue.homeOf('idle', 'a')
      const chain = member.chain('client', { full_state: 'true', filter: '{}' })
      assert.equal(await chain.holds('the 4th'), true)
      assert.equal(chain.next_batch, 's4')
      while (!asked.some(({ url }) => url.includes('since=s4'))) await new Promise(resolve => setTimeout(resolve, 5))
      await chain.stop()
    })
    const queries = asked.filter(({ url }) => url.includes('/sync')).map(({ url }) => new URLSearchParams(url.split('?')[1]))
    assert.deepEqual(
      queries.map(query => query.get('since')),
      [null, 's1', 's2', 's3', 's4'],
    )
    assert.deepEqual(
      queries.map(query => query.get('full_state')),
      ['true', null, null, null, null],
    )
    assert.deepEqual(
      queries.map(query => query.get('timeout')),
      ['0', '10000', '10000', '10000', '10000'],
    )
    assert.equal(calls.filter(({ chain }) => chain === 'client').length, 5)
  })

  it('gives up waiting in time, and when it is left', async () => {
    await visit(numbered, async venue => {
      const { member } = await venue.homeOf('idle', 'a')
      const chain = member.chain('client')
      assert.equal(await chain.holds('what never comes', 100), false)
      const held = chain.holds('what never comes', 60_000)
      venue.leave('idle')
      assert.equal(await held, false)
    })
  })
})
