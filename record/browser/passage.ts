import type { Socket } from 'node:net'
import type { Connection } from '../connection.js'
import type { Ticket } from '../venue.js'
import type { Asked } from './asked.js'
import { askTarget, type Track, type Treatment } from './upstream.js'

/** A response on its way from the target to the browser. */
export interface Passage {
  readonly source: string
  readonly connection: Connection
  /** Both ends are open. */
  readonly open: boolean
  end(): void
  cutInside(text: string): void
}

const HEAD_END = '\r\n\r\n'
const LAST_CHUNK = '0\r\n\r\n'
const MOST_TAIL_BYTES = 64 << 10
const PASSED_MS = 50

const isChunked = (head: string): boolean => /^transfer-encoding:[^\r\n]*chunked/im.test(head)

/** Finds where half of a text ends, in bytes that arrive in pieces. */
const createFinder = (text: string) => {
  const half = Buffer.from(text.slice(0, Math.ceil(text.length / 2)))
  let tail = Buffer.alloc(0)
  /** How many of these bytes may be passed on; undefined until the text was found. */
  return (bytes: Buffer): number | undefined => {
    const seen = Buffer.concat([tail, bytes])
    const found = seen.indexOf(half)
    const passed = tail.length
    tail = seen.subarray(-Math.min(MOST_TAIL_BYTES, half.length - 1))
    return found < 0 ? undefined : Math.max(0, found + half.length - passed)
  }
}

/** Sends the request to the target and passes the response on as it arrives. */
export const passOn = async (
  track: Track,
  socket: Socket,
  asked: Asked,
  source: string,
  ticket: Ticket,
  { isLatest, ...treatment }: Treatment & { isLatest(): boolean },
): Promise<Passage> => {
  let head = ''
  let find: ((bytes: Buffer) => number | undefined) | undefined
  let connection: Connection | undefined
  const take = (bytes: Buffer) => {
    if (socket.destroyed || !isLatest()) return
    if (!head.includes(HEAD_END)) head += bytes.toString('latin1')
    const most = find?.(bytes)
    if (most === undefined) return void socket.write(bytes)
    // A reset discards what the browser has not read yet, so the bytes before it must be read first.
    socket.write(bytes.subarray(0, most), () => setTimeout(() => socket.resetAndDestroy(), PASSED_MS))
    find = () => 0
    connection?.cut()
  }
  const gone = (how: Connection['how']) => {
    // The browser sent another request on the same connection.
    if (!isLatest()) return
    if (how === 'fin') socket.end()
    else if (how !== 'done' && how !== 'cut') socket.resetAndDestroy()
  }
  connection = await askTarget(track, asked, source, ticket, treatment, { take, gone })
  const own = connection
  // The browser disconnected, so the relay does too.
  socket.once('close', () => own.done())
  if (socket.destroyed) own.done()
  return {
    source,
    connection: own,
    get open() {
      return !own.gone && !socket.destroyed
    },
    end: () => {
      own.done()
      socket.end(isChunked(head.split(HEAD_END, 1)[0] ?? '') ? LAST_CHUNK : '')
    },
    cutInside: text => {
      find = createFinder(text)
    },
  }
}
