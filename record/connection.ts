import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import type { CloseLine } from '../schemas/index.js'
import type { Recording } from './recording.js'

export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly secure: boolean
  readonly ca?: string
  readonly insecure: boolean
}

export interface ConnectionOptions {
  readonly alpn?: readonly string[]
  /** Received bytes after which we leave. */
  readonly limit_bytes: number
  /** Time after which we leave, from now. */
  readonly deadline_ms: number
  /** Gets every chunk that was received and recorded. */
  readonly onBytes: (bytes: Buffer, t: number) => void
  readonly onGone: () => void
}

/** A socket whose every byte is recorded with the time at which it was taken or delivered. */
export interface Connection {
  readonly name: string
  readonly alpn: string | undefined
  readonly gone: boolean
  /** How it ended, once it has. */
  readonly how: CloseLine['how'] | undefined
  /** Why it never opened, where it did not. */
  readonly refused: string | undefined
  readonly received: number
  write(bytes: Buffer): void
  /** Stop and start taking bytes from the kernel. */
  pause(): void
  read(): void
  /** Leaves with a reset, so that the peer sees a broken client rather than a polite one. */
  cut(): void
  /** Leaves politely. */
  done(): void
  /** Ends our side only. */
  halfClose(): void
  /** Takes bytes up to this offset, no more, then cuts. */
  cutAt(offset: number): void
}

const CONNECT_MS = 10_000

const dial = (endpoint: Endpoint, alpn: readonly string[] | undefined): Socket | TLSSocket => {
  const { host, port, secure, ca, insecure } = endpoint
  if (!secure) return connectTcp({ host, port, noDelay: true })
  const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host }
  return connectTls({
    host,
    port,
    rejectUnauthorized: !insecure,
    ...servername,
    ...(ca === undefined ? {} : { ca }),
    ...(alpn === undefined ? {} : { ALPNProtocols: [...alpn] }),
  })
}

const recordTls = (recording: Recording, name: string, socket: Socket | TLSSocket, began: number) => {
  if (!('getProtocol' in socket)) return
  recording.write({
    on: name,
    what: 'tls',
    version: socket.getProtocol() ?? 'unknown',
    ...(socket.alpnProtocol ? { alpn: socket.alpnProtocol } : {}),
    handshake_ms: (recording.clock.now() - began) / 1e6,
    authorized: socket.authorized,
    ...(socket.authorizationError ? { reason: String(socket.authorizationError) } : {}),
  })
}

/** Opens a connection; resolves when it can carry bytes or has failed (then `gone` is true). Never rejects. */
export const openConnection = (recording: Recording, name: string, endpoint: Endpoint, options: ConnectionOptions): Promise<Connection> =>
  new Promise(resolve => {
    const { clock } = recording
    const socket = dial(endpoint, options.alpn)
    let how: CloseLine['how'] | undefined
    let gone = false
    let ready = false
    let received = 0
    let refused: string | undefined
    let cutOffset = Number.POSITIVE_INFINITY
    let dialled = clock.now()

    const leave = (reason: CloseLine['how']) => {
      if (gone) return
      // What comes after we left was not asked for: the line stands where we left, not where the socket is gone.
      if (how === undefined) {
        how = reason
        recording.settle(name)
        recording.write({ on: name, what: 'close', how })
      }
      if (reason === 'done') socket.destroySoon()
      else if (reason === 'cut' && 'resetAndDestroy' in socket) socket.resetAndDestroy()
      else socket.destroy()
    }
    const deadline = setTimeout(() => leave('deadline'), options.deadline_ms)
    const patience = setTimeout(
      () => {
        refused = `no connection within ${CONNECT_MS / 1000} s`
        leave('refused')
      },
      Math.min(CONNECT_MS, options.deadline_ms),
    )

    const connection: Connection = {
      name,
      get alpn() {
        return 'alpnProtocol' in socket && socket.alpnProtocol ? socket.alpnProtocol : undefined
      },
      get gone() {
        return gone
      },
      get how() {
        return how
      },
      get refused() {
        return refused
      },
      get received() {
        return received
      },
      write: bytes => {
        if (gone || !socket.writable) return
        recording.bytes(name, 'sent', bytes, clock.now())
        socket.write(bytes)
      },
      pause: () => {
        recording.write({ on: name, what: 'note', say: 'paused' })
        socket.pause()
      },
      read: () => {
        recording.write({ on: name, what: 'note', say: 'reading' })
        socket.resume()
      },
      cut: () => leave('cut'),
      done: () => leave('done'),
      halfClose: () => socket.end(),
      cutAt: offset => {
        cutOffset = offset
        if (received >= offset) leave('cut')
      },
    }

    socket.on(endpoint.secure ? 'secureConnect' : 'connect', () => {
      clearTimeout(patience)
      ready = true
      if (endpoint.secure) recordTls(recording, name, socket, dialled)
      else recording.write({ on: name, what: 'connected' })
      resolve(connection)
    })
    if (endpoint.secure) {
      socket.on('connect', () => {
        dialled = clock.now()
        recording.write({ on: name, what: 'connected' })
      })
    }
    socket.on('data', (chunk: Buffer) => {
      const t = clock.now()
      if (how !== undefined) return
      const bytes = received + chunk.length > cutOffset ? chunk.subarray(0, cutOffset - received) : chunk
      received += bytes.length
      if (bytes.length > 0) {
        recording.bytes(name, 'received', bytes, t)
        options.onBytes(bytes, t)
      }
      if (received >= cutOffset) leave('cut')
      else if (received >= options.limit_bytes || recording.full) leave('limit')
    })
    socket.on('end', () => {
      if (how !== undefined) return
      recording.settle(name)
      recording.write({ on: name, what: 'end' })
      how = 'fin'
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (how !== undefined) return
      how = ready ? 'reset' : 'refused'
      if (!ready) refused = `${error.code ?? ''} ${error.message}`.trim()
      recording.settle(name)
      recording.write({ on: name, what: 'error', code: error.code ?? 'UNKNOWN', message: error.message })
    })
    socket.on('close', () => {
      clearTimeout(deadline)
      clearTimeout(patience)
      gone = true
      if (how === undefined || how === 'fin' || how === 'reset' || !ready) {
        recording.settle(name)
        recording.write({ on: name, what: 'close', how: how ?? 'fin' })
      }
      options.onGone()
      resolve(connection)
    })
  })
