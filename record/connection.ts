import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { CloseLine } from '../schemas/index.js'
import type { Span } from './content-spans.js'
import { dial, type Endpoint, secure } from './dial.js'
import type { Recording } from './recording.js'

export interface ConnectionOptions {
  readonly alpn?: readonly string[]
  /** Received bytes after which we leave. */
  readonly limit_bytes: number
  /** Time after which we leave, from now. */
  readonly deadline_ms: number
  /** Once it is aborted the run is over, and nothing is left open, not even for what a peer has not taken yet. */
  readonly signal: AbortSignal
  /** Where content stands in the bytes that come next. */
  readonly content: (bytes: Buffer) => readonly Span[]
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

const MOST_WAITING_BYTES = 1 << 20
const CONNECT_MS = 10_000

const recordTls = (recording: Recording, name: string, socket: TLSSocket, began: number) => {
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
    const tcp = dial(endpoint)
    let socket: Socket | TLSSocket = tcp
    let how: CloseLine['how'] | undefined
    let gone = false
    let ready = false
    let received = 0
    let waiting = 0
    let paused = false
    let refused: string | undefined
    let cutOffset = Number.POSITIVE_INFINITY

    const leave = (reason: CloseLine['how']) => {
      if (gone) return
      // What comes after we left was not asked for: the line stands where we left, not where the socket is gone.
      if (how === undefined) {
        how = reason
        recording.settle(name)
        recording.write({ on: name, what: 'close', how })
      }
      if (reason === 'done') socket.destroySoon()
      else {
        if (reason === 'cut') tcp.resetAndDestroy()
        socket.destroy()
      }
    }
    const deadline = setTimeout(() => leave('deadline'), options.deadline_ms)
    const patience = setTimeout(
      () => {
        refused = `no connection within ${CONNECT_MS / 1000} s`
        leave('refused')
      },
      Math.min(CONNECT_MS, options.deadline_ms),
    )
    const abandon = () => {
      leave('done')
      socket.destroy()
    }

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
        paused = true
        socket.pause()
      },
      read: () => {
        recording.write({ on: name, what: 'note', say: 'reading' })
        paused = false
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

    const carries = () => {
      clearTimeout(patience)
      ready = true
      resolve(connection)
    }
    const take = (chunk: Buffer, t: number) => {
      waiting -= chunk.length
      if (waiting === 0 && !paused) socket.resume()
      if (how !== undefined) return
      const bytes = received + chunk.length > cutOffset ? chunk.subarray(0, cutOffset - received) : chunk
      received += bytes.length
      if (bytes.length > 0) {
        recording.bytes(name, 'received', bytes, t, options.content(bytes))
        options.onBytes(bytes, t)
      }
      if (received >= cutOffset) leave('cut')
      else if (received >= options.limit_bytes || recording.full) leave('limit')
    }
    // Only the time is taken at once: what is done with the bytes must not delay the reading of other connections' times.
    const onData = (chunk: Buffer) => {
      const t = clock.now()
      waiting += chunk.length
      // Who sends faster than we write down has to wait.
      if (waiting > MOST_WAITING_BYTES) socket.pause()
      recording.soon(() => take(chunk, t))
    }
    const ended = (t: number) => {
      // An end within the handshake is told by node:tls as an error.
      if (how !== undefined || !ready) return
      recording.settle(name)
      recording.write({ t, on: name, what: 'end' })
      how = 'fin'
    }
    const onEnd = () => {
      const t = clock.now()
      recording.soon(() => ended(t))
    }
    const failed = (error: NodeJS.ErrnoException, t: number) => {
      if (how !== undefined) return
      how = ready ? 'reset' : 'refused'
      if (!ready) refused = `${error.code ?? ''} ${error.message}`.trim()
      recording.settle(name)
      recording.write({ t, on: name, what: 'error', code: error.code ?? 'UNKNOWN', message: error.message })
    }
    const onError = (error: NodeJS.ErrnoException) => {
      const t = clock.now()
      recording.soon(() => failed(error, t))
    }
    const closed = (t: number) => {
      if (gone) return
      clearTimeout(deadline)
      clearTimeout(patience)
      options.signal.removeEventListener('abort', abandon)
      gone = true
      tcp.destroy()
      if (how === undefined || how === 'fin' || how === 'reset' || !ready) {
        recording.settle(name)
        recording.write({ t, on: name, what: 'close', how: how ?? 'fin' })
      }
      options.onGone()
      resolve(connection)
    }
    const onClose = () => {
      const t = clock.now()
      recording.soon(() => closed(t))
    }
    const encrypt = () => {
      const began = clock.now()
      const encrypted = secure(tcp, endpoint, options.alpn)
      socket = encrypted
      // From here on node:tls tells what becomes of the connection; an error of the socket below is told twice.
      tcp
        .off('close', onClose)
        .off('error', onError)
        .on('error', () => {})
      encrypted.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose)
      encrypted.on('secureConnect', () => {
        recordTls(recording, name, encrypted, began)
        carries()
      })
    }
    tcp.on('error', onError).on('close', onClose)
    tcp.on('connect', () => {
      recording.write({ on: name, what: 'connected' })
      try {
        if (endpoint.secure) return encrypt()
      } catch (cause) {
        return void tcp.destroy(cause instanceof Error ? cause : new Error(String(cause)))
      }
      tcp.on('data', onData).on('end', onEnd)
      carries()
    })
    options.signal.addEventListener('abort', abandon, { once: true })
    if (options.signal.aborted) abandon()
  })
