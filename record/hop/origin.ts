import { createServer, type Socket } from 'node:net'
import type { Recording } from '../recording.js'
import { createOriginSide, type OriginSide } from './origin-side.js'
import { type RequestHead, requestHeadIn } from './request-head.js'

/** The query parameter that shows the origin which exchange of which scenario a request belongs to. */
export const KEY = 'ssespec'

/** The exchange that a request belongs to. */
export interface Awaited {
  readonly scenario: string
  readonly label: string
  readonly client: string
}

/** ssespec's own origin, to which the hop forwards. It answers nothing by itself: a scenario writes each response. */
export interface Origin {
  readonly port: number
  /** The next request with this key, or undefined when the time is up or the run is over. */
  request(key: string, awaited: Awaited, within_ms: number): Promise<OriginSide | undefined>
  close(): Promise<void>
}

/** The address does not belong to this machine, or another program listens there. */
export class OriginError extends Error {
  constructor(host: string, port: number, why: string) {
    super(`ssespec cannot listen on ${host}:${port}: ${why}. Choose another --origin, and have the hop forward there.`)
    this.name = 'OriginError'
  }
}

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'the system reserves that port',
}

const STRAY = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
// Far more than the scenarios use: a hop that floods the origin is cut off.
const MOST_CONNECTIONS = 4096
const MOST_REQUESTS = 10_000

type Settle = (side: OriginSide | undefined) => void

/** Requests by their key: those that are awaited, and those that came first. */
const createArrivals = () => {
  const waiting = new Map<string, Settle[]>()
  const known = new Map<string, Awaited>()
  const early = new Map<string, OriginSide[]>()
  return {
    awaitedBy: (head: RequestHead): [key: string, awaited: Awaited] | undefined => {
      for (const [key, awaited] of known)
        if (head.target.includes(key) || head.fields.some(([, value]) => value.includes(key))) return [key, awaited]
      return undefined
    },
    arrived: (key: string, side: OriginSide) => {
      const next = waiting.get(key)?.shift()
      if (next !== undefined) next(side)
      else early.set(key, [...(early.get(key) ?? []), side])
    },
    next: (key: string, awaited: Awaited, within_ms: number, signal: AbortSignal): Promise<OriginSide | undefined> =>
      new Promise(resolve => {
        known.set(key, awaited)
        const there = early.get(key)?.shift()
        if (there !== undefined) return resolve(there)
        const settle: Settle = side => {
          clearTimeout(timer)
          signal.removeEventListener('abort', giveUp)
          waiting.set(key, waiting.get(key)?.filter(other => other !== settle) ?? [])
          resolve(side)
        }
        const giveUp = () => settle(undefined)
        const timer = setTimeout(giveUp, within_ms)
        signal.addEventListener('abort', giveUp)
        waiting.set(key, [...(waiting.get(key) ?? []), settle])
      }),
  }
}

/** Listens on an address. Throws OriginError. */
export const startOrigin = async (recording: Recording, host: string, port: number, signal: AbortSignal): Promise<Origin> => {
  const arrivals = createArrivals()
  const sockets = new Set<Socket>()
  let count = 0

  /** Reads one request after another from a connection. */
  const serve = (socket: Socket) => {
    let side: OriginSide | undefined
    let pending = Buffer.alloc(0)
    const refuse = () => {
      socket.removeAllListeners('data').resume()
      socket.end(STRAY, () => socket.destroy())
    }
    const began = () => {
      const head = requestHeadIn(pending)
      if (head === undefined) return
      const found = head === 'not-http' ? undefined : arrivals.awaitedBy(head)
      if (head === 'not-http' || found === undefined) return refuse()
      if (count >= MOST_REQUESTS) return void socket.destroy()
      const [key, awaited] = found
      count += 1
      side = createOriginSide(recording, socket, { name: `origin-${count}`, host, port, head, awaited, onDone: next })
      side.take(pending)
      pending = Buffer.alloc(0)
      arrivals.arrived(key, side)
    }
    const next = () => {
      side = undefined
    }
    socket.on('data', bytes => {
      if (side !== undefined) return side.take(bytes)
      pending = Buffer.concat([pending, bytes])
      began()
    })
    socket.on('end', () => side?.peerEnded())
    socket.on('error', (cause: NodeJS.ErrnoException) => side?.failed(cause))
    socket.on('close', () => {
      sockets.delete(socket)
      side?.closed()
    })
  }

  const server = createServer({ allowHalfOpen: true, noDelay: true }, socket => {
    if (sockets.size >= MOST_CONNECTIONS) return void socket.destroy()
    sockets.add(socket)
    serve(socket)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(new OriginError(host, port, WHY[cause.code ?? ''] ?? cause.message)))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: address !== null && typeof address === 'object' ? address.port : port,
    request: (key, awaited, within_ms) => arrivals.next(key, awaited, within_ms, signal),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
