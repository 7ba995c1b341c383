import { createServer, type Socket } from 'node:net'
import { defined } from '../../schemas/index.js'
import type { Connection } from '../connection.js'
import type { Ticket } from '../venue.js'
import { type Asked, fieldOf, readRequests } from './asked.js'
import { pageFile } from './files.js'
import { type Passage, passOn } from './passage.js'
import { encodePlayed, type Played } from './played.js'
import { type Track, type Treatment, writeOpen } from './upstream.js'

/** A server between the pages and the target. Stream requests from pages are forwarded to the target byte for byte, except as described here. */
export interface Relay {
  /** Where the page and its scripts are served: the origin of the streams. */
  readonly base: string
  /** The URL of a source's stream. */
  streamUrl(source: string): string
  /** The same stream from another origin. */
  elsewhere(url: string): string
  treat(source: string, treatment: Treatment): void
  /** The relay itself responds to the next requests of a source, in order; later requests go to the target. */
  play(source: string, answers: readonly (Played | 'target')[]): void
  /** Holds stream requests until the returned function is called. */
  hold(): () => void
  /** Ends a source's open streams as a server that has finished would. */
  end(source: string): void
  /** Resets a source's open streams as soon as the text, or half of it, was passed on. */
  cutInside(source: string, text: string): void
  /** How many requests a source has made, without preflights. */
  requests(source: string): number
  /** Streams that the browser holds open. */
  open(source: string): number
  close(): Promise<void>
}

interface RelayPlan extends Track {
  readonly prefix: string
  ticket(): Promise<Ticket>
  /** Called when a request has arrived. */
  changed(): void
}

const writeFile = (socket: Socket, path: string): void => {
  const file = pageFile(path)
  const [status, type, content] =
    file === undefined ? ['404 Not Found', 'text/plain', Buffer.alloc(0)] : ['200 OK', file.type, file.content]
  const head = `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${content.length}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n`
  socket.end(Buffer.concat([Buffer.from(head), content]))
}

/** The responses that the relay generates itself. */
const createPlaying = (plan: RelayPlan) => {
  const answers = new Map<string, (Played | 'target')[]>()
  return {
    queue: (source: string, some: readonly (Played | 'target')[]) => void answers.set(source, [...some]),
    next: (source: string): Played | 'target' => answers.get(source)?.shift() ?? 'target',
    play: (socket: Socket, asked: Asked, source: string, played: Played) => {
      const { recording, engine } = plan
      const name = plan.nextName()
      const url = new URL(asked.path, plan.target.url.replaceAll('{{channel}}', plan.channel))
      writeOpen(plan, name, asked, url, { engine, source, played: true, ...defined({ vector: played.vector }) })
      const bytes = encodePlayed(played, fieldOf(asked, 'origin'))
      recording.write({ on: name, what: 'connected' })
      recording.bytes(name, 'sent', asked.bytes, recording.clock.now())
      recording.bytes(name, 'received', bytes, recording.clock.now())
      recording.settle(name)
      recording.write({ on: name, what: 'close', how: 'done' })
      socket.end(bytes)
    },
  }
}

/** Listens on a free loopback port. */
const listenOn = (serve: (socket: Socket) => void): Promise<{ origin: string; close: () => Promise<void> }> =>
  new Promise((resolve, reject) => {
    const server = createServer({ noDelay: true }, serve)
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({
        origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
        close: () => new Promise(done => server.close(() => done())),
      })
    })
  })

/** Opens the relay for the sources of one page. */
export const startRelay = async (plan: RelayPlan): Promise<Relay> => {
  const latest = new WeakMap<Socket, Asked>()
  const treatments = new Map<string, Treatment>()
  const counts = new Map<string, number>()
  const passages = new Set<Passage>()
  const sockets = new Set<Socket>()
  const playing = createPlaying(plan)
  let held: Promise<void> | undefined

  const pass = async (socket: Socket, asked: Asked, source: string): Promise<Connection | undefined> => {
    const passage = await passOn(plan, socket, asked, source, await plan.ticket(), {
      ...treatments.get(source),
      isLatest: () => latest.get(socket) === asked,
    })
    passages.add(passage)
    socket.once('close', () => passages.delete(passage))
    return passage.connection
  }
  const answer = async (socket: Socket, asked: Asked, source: string): Promise<void> => {
    if (asked.method === 'OPTIONS') return void (await pass(socket, asked, source))
    counts.set(source, (counts.get(source) ?? 0) + 1)
    plan.changed()
    await held
    if (socket.destroyed) return
    const next = playing.next(source)
    if (next === 'target') await pass(socket, asked, source)
    else playing.play(socket, asked, source, next)
  }
  const serve = (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    readRequests(socket, asked => {
      // The previous response and its connection have ended: the browser sends the next request on a new one.
      if (socket.writableEnded) return void socket.destroy()
      latest.set(socket, asked)
      const [path = ''] = asked.path.split('?', 1)
      const below = path.startsWith(plan.prefix) ? path.slice(plan.prefix.length) : undefined
      const source = below?.startsWith('stream/') ? below.slice('stream/'.length) : undefined
      if (source === undefined) writeFile(socket, below ?? '')
      else answer(socket, asked, source).catch(() => socket.destroy())
    })
  }
  const [own, other] = await Promise.all([listenOn(serve), listenOn(serve)])
  const base = `${own.origin}${plan.prefix}`
  const of = (source: string) => [...passages].filter(passage => passage.source === source && passage.open)
  return {
    base,
    streamUrl: source => `${base}stream/${source}`,
    elsewhere: url => url.replace(own.origin, other.origin),
    treat: (source, treatment) => void treatments.set(source, treatment),
    play: playing.queue,
    hold: () => {
      let release = () => {}
      held = new Promise(resolve => {
        release = () => {
          held = undefined
          resolve()
        }
      })
      return release
    },
    end: source => {
      for (const passage of of(source)) passage.end()
    },
    cutInside: (source, text) => {
      for (const passage of of(source)) passage.cutInside(text)
    },
    requests: source => counts.get(source) ?? 0,
    open: source => of(source).length,
    close: async () => {
      const closed = [own.close(), other.close()]
      for (const socket of sockets) socket.destroy()
      await Promise.all(closed)
    },
  }
}
