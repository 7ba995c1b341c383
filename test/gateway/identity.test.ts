import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { eventually } from '../reference/client.js'
import { status } from '../reference/probes/probe.js'
import { eventsOf, messagesOf, type StartedGateway, startGateway, stopAllGateways } from './started.js'

const TOKEN = 'as-1'
const SYNC = '/_matrix/client/v3/sync'

/** An application service's token: `/sync` has the messages of the user it acts for, and `whoami` heeds that or does not. */
const applicationService =
  (whoamiHeeds: boolean) =>
  (_request: IncomingMessage, response: ServerResponse, { pathname, searchParams }: URL): boolean => {
    const user_id = searchParams.get('user_id') ?? '@bot:toy'
    if (pathname.endsWith('/whoami')) response.end(JSON.stringify({ user_id: whoamiHeeds ? user_id : '@bot:toy', device_id: 'D' }))
    else if (!pathname.endsWith('/sync')) return false
    else if (searchParams.has('since')) return searchParams.get('timeout') !== '0' || Boolean(response.end('{"next_batch":"s1"}'))
    else response.end(JSON.stringify({ next_batch: 's1', to_device: { events: [{ to: user_id, device: searchParams.get('device_id') }] } }))
    return true
  }

const addressees = (messages: unknown[]) => messages.map(each => (each as { to: string }).to)

async function plainSync({ answered }: StartedGateway, query: string): Promise<unknown[]> {
  const client = await answered({ token: TOKEN, path: `${SYNC}${query}` })
  await client.until(each => each.content().includes('}'))
  const { to_device } = JSON.parse(client.content().toString()) as { to_device?: { events: unknown[] } }
  return to_device?.events ?? []
}

describe('whose messages are whose behind the gateway', () => {
  afterEach(stopAllGateways)

  for (const heeds of [true, false])
    it(`an application service gets for each user only that user's, if whoami ${heeds ? 'heeds' : 'ignores'} user_id`, async () => {
      const started = await startGateway()
      started.toy.script = applicationService(heeds)
      const bot = await started.open({ token: TOKEN })
      await bot.until(each => messagesOf(each).length === 1)
      const query = '?user_id=@u2:toy&device_id=E'
      assert.deepEqual(await plainSync(started, '?user_id=@u2:toy&since=s0&timeout=0'), [])
      const u2 = await started.open({ token: TOKEN, query })
      await u2.until(each => each.events().length === 1)
      assert.deepEqual([addressees(messagesOf(bot)), addressees(messagesOf(u2))], [['@bot:toy'], ['@u2:toy']])
      assert.deepEqual(Object(messagesOf(u2)[0]).device, 'E')
      assert.deepEqual(addressees(await plainSync(started, '?since=s0&timeout=0')), ['@bot:toy'])
      assert.deepEqual(addressees(await plainSync(started, `${query}&since=s0&timeout=0`)), ['@u2:toy'])
    })

  it('a token that the homeserver refuses acknowledges nothing, by the stream or by /sync', async () => {
    const { open, answered, toy, metric } = await startGateway()
    const client = await open()
    toy.toDevice({ n: 1 })
    await client.until(each => messagesOf(each).length === 1)
    await eventually(() => toy.waiting() === 1)
    client.socket.destroy()
    await eventually(() => toy.waiting() === 0)
    const id = eventsOf(client).at(-1)?.[0]
    toy.tokens.clear()
    assert.equal(status(await answered({ fields: [`Last-Event-ID: ${id}`] })), 401)
    assert.equal(status(await answered({ path: `${SYNC}?since=${id}` })), 401)
    assert.equal(await metric('ssespec_gateway_to_device_kept'), 1)
    toy.tokens.add('alice-1')
    assert.equal(status(await answered({ path: `${SYNC}?since=${id}&timeout=0` })), 200)
    assert.equal(await metric('ssespec_gateway_to_device_kept'), 0)
  })
})
