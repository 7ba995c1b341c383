/** A homeserver behind the gateway that a test holds in its hands, on a socket of its own. */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

type Json = Record<string, unknown>

/** Answers a request out of turn; false lets it go its usual way. */
export type Script = (request: IncomingMessage, response: ServerResponse, asked: URL) => boolean

export interface ToyUpstream {
  readonly url: string
  /** Every `/sync` that came, in order. */
  readonly syncs: URL[]
  /** Every request of another path, with its content. */
  readonly others: {
    readonly method: string
    readonly target: string
    readonly headers: IncomingMessage['headers']
    readonly content: string
  }[]
  readonly tokens: Set<string>
  script: Script | undefined
  /** How many calls wait now. */
  waiting(): number
  say(sections: Json): string
  toDevice(...messages: Json[]): void
  stop(): Promise<void>
  restart(): Promise<void>
}

export async function createToyUpstream(): Promise<ToyUpstream> {
  const batches: Json[] = []
  const messages: { position: number; message: Json }[] = []
  const sockets = new Set<Socket>()
  const waiting = new Set<() => void>()
  const listener = () => createServer(serve).on('connection', socket => sockets.add(socket.once('close', () => sockets.delete(socket))))

  const json = (response: ServerResponse, status: number, content: Json) =>
    response.writeHead(status, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' }).end(JSON.stringify(content))

  const sync = (response: ServerResponse, asked: URL) => {
    const since = asked.searchParams.get('since')
    if (since !== null && !/^s\d+$/.test(since)) return void json(response, 400, { errcode: 'M_UNKNOWN', error: 'Invalid since' })
    const from = Number(since?.slice(1) ?? 0)
    const forgotten = messages.findIndex(({ position }) => position > from)
    messages.splice(0, forgotten < 0 ? messages.length : forgotten)
    const answer = () => {
      const news = batches.slice(from)
      const events = messages.map(({ message }) => message)
      const sections = Object.assign({}, ...news, events.length > 0 ? { to_device: { events } } : {})
      const counts = { device_one_time_keys_count: { signed_curve25519: 50 }, device_unused_fallback_key_types: [] }
      json(response, 200, { next_batch: `s${batches.length}`, ...counts, ...sections })
    }
    if (batches.length > from || since === null || asked.searchParams.has('full_state')) return void answer()
    const done = () => {
      clearTimeout(timer)
      waiting.delete(done)
      answer()
    }
    const timer = setTimeout(done, Number(asked.searchParams.get('timeout') ?? 0))
    waiting.add(done)
    response.once('close', () => {
      clearTimeout(timer)
      waiting.delete(done)
    })
  }

  const serve = (request: IncomingMessage, response: ServerResponse) => {
    const asked = new URL(request.url ?? '/', 'http://upstream')
    const isSync = asked.pathname === '/_matrix/client/v3/sync'
    if (isSync) toy.syncs.push(asked)
    if (toy.script?.(request, response, asked) === true) return
    const token = request.headers.authorization?.replace(/^Bearer /, '')
    const known = token !== undefined && toy.tokens.has(token)
    if (isSync || asked.pathname.endsWith('/whoami')) {
      if (!known) json(response, 401, { errcode: 'M_UNKNOWN_TOKEN', error: 'Unknown token', soft_logout: false })
      else if (isSync) sync(response, asked)
      else json(response, 200, { user_id: `@${token.split('-')[0]}:toy`, device_id: token })
      return
    }
    let content = ''
    request.setEncoding('utf8').on('data', part => {
      content += part
    })
    request.on('end', () => {
      toy.others.push({ method: request.method ?? '', target: request.url ?? '', headers: request.headers, content })
      if (asked.pathname.endsWith('/logout') && token !== undefined) toy.tokens.delete(token)
      response.setHeader('X-Toy', ['a', 'b'])
      json(response, 200, { path: asked.pathname })
    })
  }

  let server = listener()
  const listen = (port: number) => new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const stop = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  const wake = () => {
    for (const each of [...waiting]) each()
  }
  const toy: ToyUpstream = {
    url: `http://127.0.0.1:${port}`,
    syncs: [],
    others: [],
    tokens: new Set(['alice-1']),
    script: undefined,
    waiting: () => waiting.size,
    say: sections => {
      batches.push(sections)
      wake()
      return `s${batches.length}`
    },
    toDevice: (...sent) => {
      for (const message of sent) {
        batches.push({})
        messages.push({ position: batches.length, message })
      }
      wake()
    },
    stop,
    restart: async () => {
      server = listener()
      await listen(port)
    },
  }
  return toy
}
