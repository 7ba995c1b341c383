import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { CloseLine } from '../schemas/index.js'
import { dial, type Endpoint, secure } from './dial.js'
import { createEnding, type Ending } from './ending.js'
import { createIntake, type Intake, type IntakeOptions } from './intake.js'
import type { Recording } from './recording.js'

export interface ConnectionOptions extends IntakeOptions {
  readonly alpn?: readonly string[]
  /** Time, from now, after which ssespec closes the connection. */
  readonly deadline_ms: number
  /** When aborted, the run is over: nothing stays open, not even to let a peer read what is queued. */
  readonly signal: AbortSignal
  readonly onGone: () => void
}

/** A socket whose bytes are all recorded, each with the time at which it was received or handed over. */
export interface Connection {
  readonly name: string
  readonly alpn: string | undefined
  readonly gone: boolean
  /** How it ended, once it has. */
  readonly how: CloseLine['how'] | undefined
  /** Why it never opened, if it did not. */
  readonly refused: string | undefined
  readonly received: number
  write(bytes: Buffer): void
  /** Pause and resume reading from the kernel. */
  pause(): void
  read(): void
  /** Closes with a reset, as a broken client would. */
  cut(): void
  /** Closes cleanly. */
  done(): void
  /** Closes cleanly, after recording everything that has arrived. */
  finish(): void
  /** Ends ssespec's side only. */
  halfClose(): void
  /** Reads up to this offset, then resets the connection. */
  cutAt(offset: number): void
}

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

interface Held {
  readonly name: string
  readonly socket: () => Socket | TLSSocket
  readonly ending: Ending
  readonly intake: Intake
  readonly leave: (how: CloseLine['how']) => void
}

const createConnection = (recording: Recording, { name, socket, ending, intake, leave }: Held): Connection => ({
  name,
  get alpn() {
    const here = socket()
    return 'alpnProtocol' in here && here.alpnProtocol ? here.alpnProtocol : undefined
  },
  get gone() {
    return ending.gone
  },
  get how() {
    return ending.how
  },
  get refused() {
    return ending.refused
  },
  get received() {
    return intake.received
  },
  write: bytes => {
    if (ending.gone || !socket().writable) return
    recording.bytes(name, 'sent', bytes, recording.clock.now())
    socket().write(bytes)
  },
  pause: intake.pause,
  read: intake.read,
  cut: () => leave('cut'),
  done: () => leave('done'),
  finish: () => {
    intake.catchUp()
    leave('done')
  },
  halfClose: () => socket().end(),
  cutAt: intake.cutAt,
})

/** Opens a connection. Resolves when it can carry bytes or has failed (then `gone` is true). Never rejects. */
export const openConnection = (recording: Recording, name: string, endpoint: Endpoint, options: ConnectionOptions): Promise<Connection> =>
  new Promise(resolve => {
    const { clock } = recording
    const tcp = dial(endpoint)
    const ending = createEnding(recording, name)
    let socket: Socket | TLSSocket = tcp

    const leave = (how: CloseLine['how'], refused?: string) => {
      if (ending.gone) return
      ending.left(how, refused)
      if (how === 'done') return socket.destroySoon()
      if (how === 'cut') tcp.resetAndDestroy()
      socket.destroy()
    }
    const intake = createIntake(recording, name, options, {
      pause: () => socket.pause(),
      resume: () => socket.resume(),
      get over() {
        return ending.how !== undefined
      },
      leave,
    })
    const connection = createConnection(recording, { name, socket: () => socket, ending, intake, leave })
    const deadline = setTimeout(() => leave('deadline'), options.deadline_ms)
    const refuse = () => leave('refused', `no connection within ${CONNECT_MS / 1000} s`)
    const patience = setTimeout(refuse, Math.min(CONNECT_MS, options.deadline_ms))
    const abandon = () => {
      leave('done')
      socket.destroy()
    }
    const carries = () => {
      clearTimeout(patience)
      ending.opened()
      resolve(connection)
    }
    const closed = (t: number) => {
      if (ending.gone) return
      clearTimeout(deadline)
      clearTimeout(patience)
      options.signal.removeEventListener('abort', abandon)
      tcp.destroy()
      ending.closed(t)
      options.onGone()
      resolve(connection)
    }
    /** The time is taken now; everything else happens after earlier bytes have been processed. */
    const timed = (act: (t: number) => void) => {
      const t = clock.now()
      recording.soon(() => act(t))
    }
    const onEnd = () => timed(ending.peerEnded)
    const onError = (error: NodeJS.ErrnoException) => timed(t => ending.failed(error, t))
    const onClose = () => timed(closed)
    const encrypt = () => {
      const began = clock.now()
      const encrypted = secure(tcp, endpoint, options.alpn)
      socket = encrypted
      // From here on node:tls reports the connection's state; errors of the underlying socket are reported twice.
      tcp
        .off('close', onClose)
        .off('error', onError)
        .on('error', () => {})
      encrypted.on('data', intake.take).on('end', onEnd).on('error', onError).on('close', onClose)
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
      tcp.on('data', intake.take).on('end', onEnd)
      carries()
    })
    options.signal.addEventListener('abort', abandon, { once: true })
    if (options.signal.aborted) abandon()
  })
