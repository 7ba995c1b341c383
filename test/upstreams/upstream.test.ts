import { strict as assert } from 'node:assert'
import { createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { needs } from '../examples/needs.js'
import { byTurns } from '../turn.js'
import { installUpstream, startUpstream, type Upstream, type UpstreamName } from './upstream.js'

interface Account {
  readonly user_id: string
  readonly access_token: string
}

const PASSWORD = 'a password of the tests'

async function call<T>({ url }: Upstream, method: string, path: string, body?: object, token?: string): Promise<T> {
  const response = await fetch(url + path, {
    method,
    headers: { 'Content-Type': 'application/json', ...(token !== undefined && { Authorization: `Bearer ${token}` }) },
    signal: AbortSignal.timeout(60_000),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  assert.equal(response.status, 200, `${method} ${path}: ${text}`)
  return JSON.parse(text) as T
}

const register = (upstream: Upstream, username: string) =>
  call<Account>(upstream, 'POST', '/_matrix/client/v3/register', { username, password: PASSWORD, auth: { type: 'm.login.dummy' } })

/** https://element-hq.github.io/synapse/latest/admin_api/register_api.html */
async function registerBySecret(upstream: Upstream, username: string): Promise<Account> {
  const { nonce } = await call<{ nonce: string }>(upstream, 'GET', '/_synapse/admin/v1/register')
  const mac = createHmac('sha1', upstream.sharedSecret).update([nonce, username, PASSWORD, 'notadmin'].join('\0')).digest('hex')
  return call<Account>(upstream, 'POST', '/_synapse/admin/v1/register', { nonce, username, password: PASSWORD, mac, admin: false })
}

interface Sync {
  readonly next_batch: string
  readonly rooms?: { readonly join?: Record<string, { readonly timeline: { readonly events: { readonly content: { body?: string } }[] } }> }
}

const sync = (upstream: Upstream, token: string, since?: string) =>
  call<Sync>(upstream, 'GET', `/_matrix/client/v3/sync?timeout=5000${since === undefined ? '' : `&since=${since}`}`, undefined, token)

const createRoom = (upstream: Upstream, token: string) =>
  call<{ room_id: string }>(upstream, 'POST', '/_matrix/client/v3/createRoom', { preset: 'public_chat' }, token)

const say = (upstream: Upstream, token: string, room: string, body: string) =>
  call(upstream, 'PUT', `/_matrix/client/v3/rooms/${room}/send/m.room.message/${body}`, { msgtype: 'm.text', body }, token)

const bodies = ({ rooms }: Sync, room: string) => (rooms?.join?.[room]?.timeline.events ?? []).flatMap(({ content }) => content.body ?? [])

const listens = (url: string) =>
  new Promise<boolean>(resolve => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

const lives = (pid: number) => {
  try {
    return process.kill(-pid, 0)
  } catch {
    return false
  }
}

for (const name of ['synapse', 'dendrite'] satisfies UpstreamName[]) {
  describe(`a real homeserver: ${name}`, () => {
    const inTurn = byTurns(name === 'synapse' ? 0 : 4)
    let upstream: Upstream

    before(async function () {
      // It may have to be built first.
      this.timeout(900_000)
      const why = await installUpstream(name).then(
        () => undefined,
        (cause: Error) => cause.message,
      )
      needs(this, why === undefined, `${name} (${why})`)
      upstream = await startUpstream(name)
    })
    after(() => upstream?.stop())

    inTurn('names its version', () => assert.match(upstream.version, /^\d+\.\d+\.\d+$/))

    inTurn('gives an account to everyone, and to who knows the secret', async () => {
      assert.equal((await register(upstream, 'open')).user_id, '@open:localhost')
      assert.equal((await registerBySecret(upstream, 'secret')).user_id, '@secret:localhost')
    })

    inTurn('lets guests in', async () => {
      const guest = await call<Account>(upstream, 'POST', '/_matrix/client/v3/register?kind=guest', {})
      assert.ok(guest.access_token.length > 0)
    })

    inTurn('has no limits that a test would meet', async () => {
      const { access_token } = await register(upstream, 'hasty')
      const { room_id } = await createRoom(upstream, access_token)
      await Promise.all(Array.from({ length: 50 }, (_, i) => say(upstream, access_token, room_id, `hasty-${i}`)))
    })

    inTurn('tells by /sync what was said in a room', async () => {
      const [alice, bob] = [await register(upstream, 'alice'), await register(upstream, 'bob')]
      const { room_id } = await createRoom(upstream, alice.access_token)
      await call(upstream, 'POST', `/_matrix/client/v3/join/${room_id}`, {}, bob.access_token)
      const { next_batch } = await sync(upstream, bob.access_token)
      const told = sync(upstream, bob.access_token, next_batch)
      await say(upstream, alice.access_token, room_id, 'hello')
      assert.deepEqual(bodies(await told, room_id), ['hello'])
    })

    inTurn('knows its users, their tokens and its batch tokens after a restart', async () => {
      const { access_token } = await register(upstream, 'patient')
      const { room_id } = await createRoom(upstream, access_token)
      const { next_batch } = await sync(upstream, access_token)
      const { pid, url } = upstream
      await upstream.restart()
      assert.deepEqual([upstream.url, upstream.pid === pid, lives(pid)], [url, false, false])
      await say(upstream, access_token, room_id, 'again')
      assert.deepEqual(bodies(await sync(upstream, access_token, next_batch), room_id), ['again'])
    })

    inTurn('leaves no process, no port and no file, even while a poll is open', async () => {
      const { access_token } = await register(upstream, 'left')
      const { next_batch } = await sync(upstream, access_token)
      const poll = sync(upstream, access_token, next_batch)
      const { pid } = upstream
      // Synapse cuts it, Dendrite answers it.
      await Promise.allSettled([upstream.stop(), poll])
      assert.deepEqual([lives(pid), await listens(upstream.url), existsSync(upstream.folder)], [false, false, false])
      await upstream.stop()
    })
  })
}
