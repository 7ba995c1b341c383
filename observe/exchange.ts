import type { At, CloseLine, End, OpenLine, RecordingLine } from '../schemas/index.js'
import { type Allowance, createAllowance } from './allowance.js'
import { type Carrying, onePayloadPerEvent } from './carried.js'
import { type ContentReading, readContent } from './content.js'
import { codingOf, type Head } from './http.js'
import { type MessageReading, readMessages } from './message.js'
import { toMs } from './places.js'
import type { StreamReading } from './stream.js'

/** One exchange, read line by line from the recording. Times are in nanoseconds. */
export interface ExchangeReading {
  readonly open: OpenLine
  readonly message: MessageReading
  readonly content: ContentReading
  readonly stream: StreamReading
  readonly seen: Readonly<Seen>
  take(line: RecordingLine, bytes: Buffer | undefined): void
  push(bytes: Buffer, t: number): void
  /** The recording has ended. */
  close(t: number): void
}

/** What was seen of an exchange besides its bytes. */
interface Seen {
  readonly heads: Head[]
  /** The first request, as sent. */
  sent: string
  /** When its last byte was sent. */
  sent_t: number
  opened: boolean
  asked_again: boolean
  paused: boolean
  /** When ssespec resumed reading after a pause. */
  reading_t: number | undefined
  received: number
  /** How the server ended it. */
  end: { how: End['how']; at: At; t: number } | undefined
  /** How the connection was closed. */
  how: CloseLine['how'] | undefined
  closed_t: number
  last_t: number | undefined
  /** The longest time without a byte since the response headers. */
  silence: { from: number; lasted: number } | undefined
}

const SENT_CHARACTERS = 65_536
// The second response head belongs to a second request; any further ones were not asked for.
const MOST_HEADS = 4

const createSeen = (open: OpenLine): Seen => ({
  heads: [],
  sent: '',
  sent_t: open.t,
  opened: open.protocol === 'capture',
  asked_again: false,
  paused: false,
  reading_t: undefined,
  received: 0,
  end: undefined,
  how: undefined,
  closed_t: open.t,
  last_t: undefined,
  silence: undefined,
})

/** Silence until now: is it the longest so far? */
const measureSilence = (seen: Seen, now: number): void => {
  if (seen.last_t === undefined || seen.heads.length === 0) return
  const lasted = now - seen.last_t
  if (lasted > (seen.silence?.lasted ?? -1)) seen.silence = { from: seen.last_t, lasted }
}

export const readExchange = (
  open: OpenLine,
  allowance: Allowance = createAllowance(),
  carrying: Carrying = onePayloadPerEvent,
): ExchangeReading => {
  const seen = createSeen(open)
  // ssespec's origin receives the request and sends the response.
  const responding = open.role === 'origin' ? 'sent' : 'received'
  const content = readContent(open, allowance, carrying)
  const ends = (how: End['how'], offset: number, t: number) => {
    if (seen.end !== undefined || seen.heads.length > 1) return
    seen.end = { how, at: { connection: open.on, offset, length: 1, t_ms: toMs(t) }, t }
  }
  const message = readMessages(open, {
    head: head => {
      if (seen.heads.length < MOST_HEADS) seen.heads.push(head)
      if (seen.heads.length === 1) content.code(codingOf(head))
    },
    content: (bytes, wireOffset, t) => {
      if (seen.heads.length <= 1) content.push(bytes, wireOffset, t)
    },
    end: ends,
  })
  const push = (bytes: Buffer, t: number) => {
    measureSilence(seen, t)
    seen.last_t = t
    message.push(bytes, t)
    seen.received += bytes.length
  }
  const sends = (bytes: Buffer, t: number) => {
    if (seen.asked_again) return
    if (seen.sent.length < SENT_CHARACTERS) seen.sent += bytes.toString('latin1')
    if (seen.heads.length === 0) seen.sent_t = t
  }
  const closes = ({ how, t }: CloseLine) => {
    seen.how = how
    seen.closed_t = t
    if (how === 'reset') ends('reset', seen.received, t)
  }
  const notes = (say: string, t: number) => {
    if (say === 'reading') seen.reading_t = t
    if (say === 'paused') seen.paused = true
    if (say !== 'mark') return
    seen.asked_again = true
    message.next()
  }
  return {
    open,
    message,
    content,
    stream: content.stream,
    seen,
    push,
    take: (line, bytes) => {
      if (!('what' in line)) return
      if (line.what === responding && bytes !== undefined) push(bytes, line.t)
      else if ((line.what === 'sent' || line.what === 'received') && bytes !== undefined) sends(bytes, line.t)
      else if (line.what === 'tls' || (line.what === 'connected' && !open.secure)) seen.opened = true
      else if (line.what === 'note') notes(line.say, line.t)
      else if (line.what === 'end') ends('fin', seen.received, line.t)
      else if (line.what === 'close') closes(line)
    },
    close: t => {
      if (seen.how === undefined) seen.closed_t = t
      measureSilence(seen, seen.closed_t)
      message.close(seen.closed_t)
      content.stream.close(seen.end?.t ?? seen.closed_t, seen.end === undefined)
    },
  }
}

/**
 * A success response whose type is an event stream, or whose content a client would parse as events despite another type. Anything labelled JSON or
 * HTML is not an event stream, whatever its lines look like.
 */
export const isStream = (exchange: ExchangeReading): boolean => {
  const head = exchange.seen.heads[0]
  if (head === undefined) return exchange.open.protocol === 'capture' && exchange.content.bytes > 0
  if (head.status < 200 || head.status > 299) return false
  const type = head.fields.find(([name]) => name === 'content-type')?.[1] ?? ''
  if (/event-stream/i.test(type)) return true
  const { eventCount, framing } = exchange.stream
  return !/json|html/i.test(type) && (eventCount > 0 || framing.comments > 0 || framing.retries.length > 0)
}
