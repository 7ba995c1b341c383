/** Homeservers that a test starts, and the users who talk to them over HTTP. */

import { createHomeserver, type Homeserver, type HomeserverOptions } from '../../homeserver/homeserver.js'
import type { Reference } from '../../reference/index.js'
import { startSyncServer } from '../../reference/server.js'

// biome-ignore lint/suspicious/noExplicitAny: a test looks into JSON of every shape
export type Json = any

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly json: Json
}

export interface Asking {
  readonly method?: string
  readonly path: string
  readonly body?: unknown
  readonly token?: string | undefined
  readonly headers?: Record<string, string>
}

/** One device of one user. */
export interface Device {
  readonly user_id: string
  readonly device_id: string
  readonly access_token: string
  /** Path after `/_matrix/client/v3`; a path that starts with `/_matrix` as it is. */
  call(method: string, path: string, body?: unknown): Promise<Answer>
  /** The content of a 200; anything else is an error. */
  ok(method: string, path: string, body?: unknown): Promise<Json>
  /** GET /sync. */
  sync(query?: Record<string, string | number | object | undefined>): Promise<Json>
  createRoom(body?: object): Promise<string>
  say(room_id: string, text: string, txn?: string): Promise<string>
}

export interface Started {
  readonly reference: Reference
  readonly homeserver: Homeserver
  ask(asking: Asking): Promise<Answer>
  register(name?: string): Promise<Device>
  login(name: string, device_id?: string): Promise<Device>
}

const running = new Set<Reference>()
let serial = 0

export const PASSWORD = 'correct horse battery staple'

export async function start(options: HomeserverOptions = {}): Promise<Started> {
  const homeserver = createHomeserver(options)
  const reference = await startSyncServer(homeserver)
  running.add(reference)
  const ask = (asking: Asking) => askOf(reference.url, asking)
  const device = (json: Json) => deviceOf(ask, json)
  return {
    reference,
    homeserver,
    ask,
    register: async name => {
      serial += 1
      const body = { username: name ?? `user${serial}`, password: PASSWORD, auth: { type: 'm.login.dummy' } }
      return device(good(await ask({ method: 'POST', path: '/register', body })))
    },
    login: async (name, device_id) => {
      const body = { type: 'm.login.password', identifier: { type: 'm.id.user', user: name }, password: PASSWORD, device_id }
      return device(good(await ask({ method: 'POST', path: '/login', body })))
    },
  }
}

export async function stopAll(): Promise<void> {
  await Promise.all([...running].map(reference => reference.stop()))
  running.clear()
}

function good({ status, json }: Answer): Json {
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(json)}`)
  return json
}

async function askOf(url: string, { method = 'GET', path, body, token, headers = {} }: Asking): Promise<Answer> {
  const response = await fetch(`${url}${path.startsWith('/_') ? '' : '/_matrix/client/v3'}${path}`, {
    method,
    headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), connection: 'close', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) }
}

function deviceOf(ask: Started['ask'], { user_id, device_id, access_token }: Json): Device {
  const call: Device['call'] = (method, path, body) => ask({ method, path, token: access_token, ...(body !== undefined && { body }) })
  const ok: Device['ok'] = async (method, path, body) => good(await call(method, path, body))
  return {
    user_id,
    device_id,
    access_token,
    call,
    ok,
    sync: (query = {}) => {
      const given = Object.entries(query).filter(([, value]) => value !== undefined)
      const text = given.map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)])
      return ok('GET', `/sync?${new URLSearchParams(text as [string, string][])}`)
    },
    createRoom: async (body = {}) => (await ok('POST', '/createRoom', body)).room_id,
    say: async (room_id, text, txn) => {
      serial += 1
      const path = `/rooms/${encodeURIComponent(room_id)}/send/m.room.message/${txn ?? `t${serial}`}`
      return (await ok('PUT', path, { msgtype: 'm.text', body: text })).event_id
    },
  }
}
