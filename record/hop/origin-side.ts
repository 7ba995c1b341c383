import type { Socket } from 'node:net'
import type { Recording } from '../recording.js'
import { changeFields, type Field, type FieldChanges } from '../request.js'
import type { Awaited } from './origin.js'
import type { RequestHead } from './request-head.js'

/** A request that reached the origin, and its response, which a scenario writes. Waits resolve to false when their time is up. */
export interface OriginSide {
  readonly name: string
  readonly request: RequestHead
  /** The hop has ended or closed the connection. */
  readonly gone: boolean
  /** Sends the response head, with changes to the usual fields. */
  head(fields?: FieldChanges, status?: number): void
  /** Sends content: to an HTTP/1.1 hop as one chunk. */
  write(content: string | Buffer): void
  /** Ends the response; the connection stays open for another request, if the hop speaks HTTP/1.1. */
  end(): void
  /** Resets the connection. */
  reset(): void
  /** Waits until the hop ends or closes the connection. */
  left(within_ms: number): Promise<boolean>
  /** For the origin's connection. */
  take(bytes: Buffer): void
  peerEnded(): void
  failed(cause: NodeJS.ErrnoException): void
  closed(): void
}

interface SidePlan {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly head: RequestHead
  readonly awaited: Awaited
  /** The response has ended, so what follows on the connection is another request. */
  readonly onDone: () => void
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  204: 'No Content',
  401: 'Unauthorized',
  404: 'Not Found',
  503: 'Service Unavailable',
}
const NO_CONTENT = 204
// More than any scenario asks.
const MOST_BYTES = 4 << 20

const usualFields = (): Field[] => [
  ['Content-Type', 'text/event-stream'],
  ['Cache-Control', 'no-store'],
  ['Date', new Date().toUTCString()],
]

export const createOriginSide = (recording: Recording, socket: Socket, plan: SidePlan): OriginSide => {
  const { name, head: request, awaited } = plan
  const { clock } = recording
  const waiting = new Set<() => void>()
  const isChunked = request.version === '1.1'
  const closes = request.fields.some(([one, value]) => one.toLowerCase() === 'connection' && /\bclose\b/i.test(value))
  let over = false
  let gone = false
  recording.write({
    on: name,
    what: 'open',
    scenario: awaited.scenario,
    label: awaited.label,
    role: 'origin',
    client: awaited.client,
    host: plan.host,
    port: plan.port,
    protocol: request.version,
    secure: false,
    method: request.method,
    target: request.target,
    channel: '',
  })
  recording.write({ on: name, what: 'connected' })
  const send = (bytes: Buffer) => {
    if (over || !socket.writable) return
    recording.bytes(name, 'sent', bytes, clock.now())
    socket.write(bytes)
  }
  const leaves = () => {
    gone = true
    for (const settle of waiting) settle()
  }
  const finish = (how: 'fin' | 'reset' | 'cut' | 'done') => {
    if (over) return
    over = true
    recording.settle(name)
    recording.write({ on: name, what: 'close', how })
  }
  let broken = false
  let received = 0
  return {
    name,
    request,
    get gone() {
      return gone
    },
    head: (fields = {}, status = 200) => {
      const framing: Field[] = status === NO_CONTENT ? [] : isChunked ? [['Transfer-Encoding', 'chunked']] : []
      const ends: Field[] = closes || !isChunked ? [['Connection', 'close']] : []
      const lines = [...changeFields(usualFields(), fields), ...framing, ...ends].map(([one, value]) => `${one}: ${value}\r\n`)
      send(Buffer.from(`HTTP/1.1 ${status} ${REASONS[status] ?? 'Status'}\r\n${lines.join('')}\r\n`, 'latin1'))
    },
    write: content => {
      const bytes = Buffer.from(content)
      if (bytes.length === 0) return
      send(isChunked ? Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]) : bytes)
    },
    end: () => {
      if (isChunked) send(Buffer.from('0\r\n\r\n'))
      finish('done')
      if (!isChunked || closes || gone) socket.end()
      plan.onDone()
    },
    reset: () => {
      finish('cut')
      socket.resetAndDestroy()
    },
    left: within_ms =>
      new Promise(resolve => {
        if (gone) return resolve(true)
        const settle = () => {
          clearTimeout(timer)
          waiting.delete(settle)
          resolve(gone)
        }
        const timer = setTimeout(settle, within_ms)
        waiting.add(settle)
      }),
    take: bytes => {
      received += bytes.length
      if (received > MOST_BYTES) return void socket.destroy()
      if (!over) recording.bytes(name, 'received', bytes, clock.now())
    },
    peerEnded: () => {
      if (!over) recording.write({ on: name, what: 'end' })
      leaves()
      socket.end()
    },
    failed: cause => {
      broken = true
      if (!over) recording.write({ on: name, what: 'error', code: cause.code ?? '', message: cause.message })
    },
    closed: () => {
      finish(broken ? 'reset' : 'fin')
      leaves()
    },
  }
}
