import { strict as assert } from 'node:assert'
import { createHmac } from 'node:crypto'
import type { Config } from '../../../schemas/index.js'
import { type Script, stopScripted, usual, visit } from './scripted.js'

const home = (script: Script, config = {}) => visit(script, async venue => void (await venue.homeOf('idle', 'ssespec-1-idle')), config)

describe('an account', () => {
  afterEach(stopScripted)

  it('is registered openly, with the session of the refusal where the homeserver asks for a stage', async () => {
    const { asked } = await home((one, before) => {
      const { auth } = (one.body ?? {}) as { auth?: { session: string } }
      if (!one.url.endsWith('/register') || auth !== undefined) return usual(one, before)
      return { status: 401, content: { session: 'a session', flows: [{ stages: ['m.login.dummy'] }] } }
    })
    const [first, second] = asked.filter(({ url }) => url.endsWith('/register')).map(({ body }) => body as Record<string, unknown>)
    assert.equal(first?.username, 'ssespec-1-idle')
    assert.deepEqual(second?.auth, { type: 'm.login.dummy', session: 'a session' })
  })

  it('is registered by a shared secret, with the digest that Synapse asks for', async () => {
    const { asked } = await home(
      (one, before) => (one.method === 'GET' && one.url.includes('/admin/') ? { content: { nonce: 'n1' } } : usual(one, before)),
      {
        registration: { shared_secret: 'the secret' },
      },
    )
    const body = asked.find(({ method, url }) => method === 'POST' && url === '/_synapse/admin/v1/register')?.body as Record<string, string>
    const said = ['n1', body.username, body.password, 'notadmin'].join('\0')
    assert.equal(body.mac, createHmac('sha1', 'the secret').update(said).digest('hex'))
  })

  it('is taken from those that are given, each once a scenario', async () => {
    const accounts: NonNullable<Config['accounts']> = [
      { user: 'anna', password: 'password of anna' },
      { user: 'bert', password: 'password of bert' },
    ]
    const { asked } = await visit(
      usual,
      async venue => {
        await venue.homeOf('idle', 'a')
        await venue.homeOf('idle', 'b')
        await venue.homeOf('busy', 'c')
        await assert.rejects(venue.homeOf('idle', 'd'), /idle needs 3 accounts, but only 2 are configured/)
      },
      { accounts },
    )
    const users = asked
      .filter(({ url }) => url.endsWith('/login'))
      .map(({ body }) => (body as { identifier: { user: string } }).identifier.user)
    assert.deepEqual(users, ['anna', 'bert', 'anna'])
  })

  it('that cannot be had says why, and what to do', async () => {
    const closed: Script = (one, before) =>
      one.url.endsWith('/register') ? { status: 403, content: { errcode: 'M_FORBIDDEN' } } : usual(one, before)
    await visit(closed, venue => assert.rejects(venue.homeOf('idle', 'a'), /answered 403: .*M_FORBIDDEN.*Give accounts/))
  })

  it('leaves neither its token nor its password in the recording', async () => {
    const { text, asked } = await visit(
      (one, before) => (one.url.includes('/sync') ? { content: { next_batch: 's1', echo: one.authorization } } : usual(one, before)),
      async venue => {
        const { member } = await venue.homeOf('idle', 'a')
        await member.sync()
        await (await member.otherDevice()).sync()
        await member.call('POST', '/echo', { said: member.access_token }, 'echo')
      },
    )
    const [registered] = asked.filter(({ url }) => url.endsWith('/register')).map(({ body }) => body as { password: string })
    assert.ok(registered)
    for (const secret of ['token-of-one', 'token-of-two', registered.password]) assert.equal(text.includes(secret), false, secret)
    assert.match(text, /Bearer \*+/)
  })
})

describe('a home', () => {
  afterEach(stopScripted)

  it('is one for a channel, however many ask for it at once', async () => {
    const { asked } = await visit(usual, async venue => {
      const homes = await Promise.all([venue.homeOf('idle', 'a'), venue.homeOf('idle', 'a'), venue.homeOf('idle', 'b')])
      assert.equal(homes[0], homes[1])
      assert.notEqual(homes[0], homes[2])
    })
    assert.equal(asked.filter(({ url }) => url.endsWith('/createRoom')).length, 2)
  })

  it('takes publications as messages: one that is long has others before it, and is itself whole', async () => {
    const { asked } = await visit(usual, async venue => {
      const published = { data: 'the text ssespec-1.', filler: { text: 'x'.repeat(1000), times: 150 } }
      assert.deepEqual(await venue.publish('idle', 'a', published), { ok: true, status: 200 })
    })
    const bodies = asked.filter(({ url }) => url.includes('/send/m.room.message/')).map(({ body }) => (body as { body: string }).body)
    assert.equal(bodies.at(-1), 'the text ssespec-1.')
    assert.ok(bodies.every(body => body.length <= 60_000))
    const sum = bodies.reduce((all, body) => all + body.length, 0)
    assert.ok(sum >= 100_000 && sum <= 220_000, `${sum}`)
  })

  it('takes a publication that fits into one message as one', async () => {
    const { asked } = await visit(usual, async venue => {
      await venue.publish('idle', 'a', { data: 'the text ssespec-1.', filler: { text: 'x'.repeat(1000), times: 40 } })
    })
    const bodies = asked.filter(({ url }) => url.includes('/send/m.room.message/')).map(({ body }) => (body as { body: string }).body)
    assert.deepEqual(bodies, [`the text ssespec-1.${'x'.repeat(40_000)}`])
  })

  it('that takes no publication says so, with the reason', async () => {
    const refusing: Script = (one, before) =>
      one.url.includes('/send/') ? { status: 403, content: { errcode: 'M_FORBIDDEN' } } : usual(one, before)
    await visit(refusing, async venue => {
      const answer = await venue.publish('idle', 'a', { data: 'text' })
      assert.equal(answer.ok, false)
      assert.equal(answer.status, 403)
      assert.match(answer.reason ?? '', /M_FORBIDDEN/)
    })
  })
})
