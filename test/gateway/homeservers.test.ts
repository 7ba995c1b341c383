import assert from 'node:assert/strict'
import { startGateway } from '../../gateway/index.js'
import { startHomeserver } from '../../homeserver/index.js'
import type { Reference } from '../../reference/index.js'
import { needs } from '../examples/needs.js'
import { ownTime } from '../own-time.js'
import { ask, type Client, eventually } from '../reference/client.js'
import { pause, status } from '../reference/probes/probe.js'
import { PATH } from '../reference/sync/started.js'
import { installUpstream, startUpstream, type UpstreamName } from '../upstreams/upstream.js'
import { eventsOf, messagesOf } from './started.js'

type Json = Record<string, unknown>

interface Account {
  readonly user_id: string
  readonly device_id: string
  readonly access_token: string
}

interface Behind {
  readonly url: string
  restart(): Promise<unknown>
  stop(): Promise<void>
}

async function embedded(): Promise<Behind> {
  const reference = await startHomeserver({ control: true })
  return { url: reference.url, stop: reference.stop, restart: () => fetch(`${reference.controlUrl}/restart`, { method: 'POST' }) }
}

const real = (name: UpstreamName) => async (context: Mocha.Context) => {
  const installed = await installUpstream(name).catch(() => undefined)
  needs(context, installed !== undefined, name)
  return startUpstream(name)
}

const homeservers: Record<string, (context: Mocha.Context) => Promise<Behind>> = {
  'the embedded homeserver': embedded,
  synapse: real('synapse'),
  dendrite: real('dendrite'),
}

for (const [name, start] of Object.entries(homeservers)) {
  describe(`the gateway in front of ${name}`, () => {
    let behind: Behind
    let gateway: Reference
    const clients: Client[] = []

    before(async function () {
      this.timeout(900_000)
      behind = await start(this)
      gateway = await startGateway({ upstream: behind.url })
    })
    after(async () => {
      for (const client of clients) client.socket.destroy()
      await gateway?.stop()
      await behind?.stop()
    })

    const call = async (method: string, path: string, { access_token }: Partial<Account> = {}, content?: Json): Promise<Json> => {
      const headers = { 'Content-Type': 'application/json', ...(access_token !== undefined && { Authorization: `Bearer ${access_token}` }) }
      const body = content === undefined ? {} : { body: JSON.stringify(content) }
      const response = await fetch(`${gateway.url}/_matrix/client/v3${path}`, { method, headers, ...body })
      const text = await response.text()
      assert.equal(response.status, 200, `${method} ${path}: ${text}`)
      return JSON.parse(text)
    }
    const register = async (username: string) =>
      (await call('POST', '/register', {}, { username, password: 'sesame-8080', auth: { type: 'm.login.dummy' } })) as unknown as Account
    const open = async ({ access_token }: Account, id?: string, query = ''): Promise<Client> => {
      const fields = [`Authorization: Bearer ${access_token}`, ...(id === undefined ? [] : [`Last-Event-ID: ${id}`])]
      const client = ask(gateway, { path: `${PATH}${query}`, fields })
      clients.push(client)
      return client.until(each => each.raw().includes('\r\n\r\n'))
    }
    let transactions = 0
    const say = (room: unknown, account: Account, body: string) =>
      call('PUT', `/rooms/${room}/send/m.room.message/${++transactions}`, account, { msgtype: 'm.text', body })
    const tell = (to: Account, account: Account, n: number) =>
      call('PUT', `/sendToDevice/m.test/${++transactions}`, account, { messages: { [to.user_id]: { [to.device_id]: { n } } } })
    const heard = (client: Client) => [...client.text().matchAll(/"body":"([^"]*)"/g)].map(match => match[1])
    const numbers = (client: Client) => messagesOf(client).map(each => (each as { content: { n: number } }).content.n)

    it('streams what is said, each once, and resumes where it was cut', async () => {
      const [alice, bob] = [await register('alice'), await register('bob')]
      const { room_id } = await call('POST', '/createRoom', alice, { preset: 'public_chat' })
      await call('POST', `/join/${room_id}`, bob, {})
      const client = await open(bob)
      await client.until(each => each.events().length > 0)
      for (const body of ['one', 'two']) {
        await say(room_id, alice, body)
        await client.until(each => heard(each).includes(body))
      }
      client.socket.destroy()
      await say(room_id, alice, 'three')
      const last = eventsOf(client).at(-1)?.[0]
      const back = await open(bob, last)
      await back.until(each => heard(each).includes('three'))
      assert.deepEqual([...heard(client), ...heard(back)], ['one', 'two', 'three'])
      for (const [id, data] of [...eventsOf(client), ...eventsOf(back)]) assert.equal(id, data.next_batch)
    })

    it('is silent while nothing happens', async () => {
      const carol = await register('carol')
      const { next_batch } = await call('GET', '/sync', carol)
      await pause(500)
      const client = await open(carol, String(next_batch), '?heartbeat_interval=1&set_presence=offline')
      await pause(6_000)
      assert.deepEqual(
        eventsOf(client).filter(([, data]) => data.presence === undefined),
        [],
      )
      assert.equal(client.text().match(/^: $/gm)?.length, 5 + Number((client.text().match(/^: $/gm)?.length ?? 0) > 5))
    })

    it('delivers to-device messages to every stream of the device, and again to one that did not get them', async () => {
      const [dave, erin] = [await register('dave'), await register('erin')]
      const [one, two] = [await open(dave), await open(dave)]
      await Promise.all([one, two].map(each => each.until(() => each.events().length > 0)))
      const first = eventsOf(one).at(-1)?.[0]
      for (let n = 1; n <= 5; n += 1) await tell(dave, erin, n)
      await Promise.all([one, two].map(each => each.until(() => numbers(each).length >= 5)))
      await pause(300)
      one.socket.destroy()
      two.socket.destroy()
      await pause(100)
      await tell(dave, erin, 6)
      const back = await open(dave, first)
      await back.until(each => numbers(each).length >= 6)
      assert.deepEqual([one, two, back].map(numbers), [
        [1, 2, 3, 4, 5],
        [1, 2, 3, 4, 5],
        [1, 2, 3, 4, 5, 6],
      ])
      back.socket.destroy()
      const caughtUp = await open(dave, eventsOf(back).at(-1)?.[0])
      await tell(dave, erin, 7)
      await caughtUp.until(each => numbers(each).length > 0)
      assert.deepEqual(numbers(caughtUp), [7])
    })

    it('ends a stream whose token is revoked, elsewhere too, and refuses the next', async () => {
      const frank = await register('frank')
      const { access_token, device_id } = (await call(
        'POST',
        '/login',
        {},
        {
          type: 'm.login.password',
          identifier: { type: 'm.id.user', user: 'frank' },
          password: 'sesame-8080',
        },
      )) as unknown as Account
      const other = { ...frank, access_token, device_id }
      const [here, elsewhere] = [await open(frank), await open(other)]
      await Promise.all([here, elsewhere].map(each => each.until(() => each.events().length > 0)))
      const took = ownTime()
      await call('POST', '/logout', frank, {})
      await here.until(each => each.ended())
      assert.ok(took() < 1_000)
      const headers = { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' }
      await fetch(`${behind.url}/_matrix/client/v3/logout`, { method: 'POST', headers, body: '{}' })
      await elsewhere.until(each => each.ended())
      assert.ok(took() < 6_000)
      assert.equal(status(await open(frank)), 401)
    })

    it('rides out a restart', async () => {
      const [gina, hugh] = [await register('gina'), await register('hugh')]
      const { room_id } = await call('POST', '/createRoom', gina, { preset: 'public_chat' })
      await call('POST', `/join/${room_id}`, hugh, {})
      const client = await open(hugh)
      await client.until(each => each.events().length > 0)
      await behind.restart()
      await eventually(() => true)
      await say(room_id, gina, 'after')
      await client.until(each => heard(each).includes('after'))
      assert.equal(client.ended(), false)
    })
  })
}
