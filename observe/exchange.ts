import type { At, CloseLine, End, OpenLine, Place, RecordingLine } from '../schemas/index.js'
import { createDecoder, createFrameReader, createResponseReader, type Decoder, FRAME, type SyntaxFault } from '../wire/index.js'
import { type Allowance, createAllowance } from './allowance.js'
import type { Head } from './http.js'
import { addPlace, toMs } from './places.js'
import { createStreamReading, type StreamReading } from './stream.js'

/** One exchange, read line by line from the recording. Times are nanoseconds. */
export interface ExchangeReading {
  readonly open: OpenLine
  readonly stream: StreamReading
  take(line: RecordingLine, bytes: Buffer | undefined): void
  push(bytes: Buffer, t: number): void
  /** The recording is over. */
  close(t: number): void
  readonly heads: readonly Head[]
  readonly sent: string
  /** When the last byte of the (first) request was sent. */
  readonly sent_t: number
  readonly opened: boolean
  readonly interim: number
  readonly delimiter: 'chunked' | 'length' | 'close' | 'none' | 'frames'
  readonly syntax: Place[]
  readonly chunk_syntax: Place[]
  readonly coding_fault: string | undefined
  readonly notHttp: boolean
  readonly notHttp2: boolean
  readonly received: number
  readonly content_bytes: number
  /** Bytes after the complete response. */
  readonly leftover_bytes: number
  readonly first_content_t: number | undefined
  readonly content: string
  readonly asked_again: boolean
  readonly paused: boolean
  readonly end: { how: End['how']; at: At; t: number } | undefined
  readonly how: CloseLine['how'] | undefined
  readonly closed_t: number
  /** The longest time without a byte since the head. */
  readonly silence: { from: number; lasted: number } | undefined
}

const BODY_BYTES = 4096
const MOST_EVENTS = 5000
// Nothing was published into a capture: its events are not looked for one by one.
const MOST_CAPTURED_EVENTS = 500
const EXPANSION_BYTES = 64 << 20
// The second head answers a second request; a server that sends more of them sends what nobody asked for.
const MOST_HEADS = 4
// Before any head these end what can be read as HTTP: no client gets a response out of it.
const NOT_HTTP = new Set(['not-http', 'status-line', 'head-too-long', 'too-many-interim'])
const isChunkFault = (fault: SyntaxFault): boolean => fault.what.startsWith('chunk') || fault.what === 'trailer'

export const readExchange = (open: OpenLine, allowance: Allowance = createAllowance()): ExchangeReading => {
  const connection = open.on
  const stream = createStreamReading({ connection, most_events: open.protocol === 'capture' ? MOST_CAPTURED_EVENTS : MOST_EVENTS, allowance })
  const at = (offset: number, length: number, t: number): At => ({ connection, offset, length, t_ms: toMs(t) })
  const heads: Head[] = []
  const syntax: Place[] = []
  const chunk_syntax: Place[] = []
  let sent = ''
  let sent_t = open.t
  let opened = open.protocol === 'capture'
  let interim = 0
  let notHttp = false
  let notHttp2 = false
  let received = 0
  let content_bytes = 0
  let first_content_t: number | undefined
  let content = ''
  let asked_again = false
  let leftover_bytes: number | undefined
  let paused = false
  let end: { how: End['how']; at: At; t: number } | undefined
  let how: CloseLine['how'] | undefined
  let closed_t = open.t
  let last_t: number | undefined
  let silence: { from: number; lasted: number } | undefined
  let decoder: Decoder | undefined
  let inflated = false
  let expands_too_much = false

  const takeContent = (bytes: Uint8Array, offset: number, t: number) => {
    if (heads.length > 1) return
    content_bytes += bytes.length
    first_content_t ??= t
    if (content.length < BODY_BYTES) content += Buffer.from(bytes.subarray(0, BODY_BYTES - content.length)).toString('utf8')
    if (decoder === undefined) stream.push(bytes, offset, t, false)
    else inflate(decoder, bytes, offset, t)
  }
  const inflate = (from: Decoder, bytes: Uint8Array, offset: number, t: number) => {
    if (allowance.inflated_bytes <= 0) {
      expands_too_much = true
      return
    }
    for (const part of from.push(bytes)) {
      if (inflated) allowance.inflated_bytes -= part.length
      stream.push(part, offset, t, inflated)
    }
  }
  const takeHead = (head: Head) => {
    if (heads.length < MOST_HEADS) heads.push(head)
    if (heads.length > 1) return
    const coding = head.fields
      .find(([name]) => name === 'content-encoding')?.[1]
      .trim()
      .toLowerCase()
    inflated = coding !== undefined && coding !== 'identity'
    if (inflated && coding !== undefined) decoder = createDecoder(coding, EXPANSION_BYTES)
  }
  const ends = (one: End['how'], t: number) => {
    if (end === undefined && heads.length <= 1) end = { how: one, at: at(received, 1, t), t }
  }
  const reader = createResponseReader(
    { method: open.method },
    {
      head: (head, t) => {
        if (head.interim) {
          interim += 1
          return
        }
        const fields = head.fields.map(({ name, value }) => [name.toLowerCase(), value] as const)
        const span = at(head.offset, head.end - head.offset, t)
        takeHead({ status: head.status, reason: head.reason, protocol: head.version, fields, at: span, t })
      },
      body: takeContent,
      fault: (fault, t) => {
        // That a message was cut is told by its end.
        if (fault.what === 'incomplete') return
        if (NOT_HTTP.has(fault.what) && heads.length === 0) notHttp = true
        addPlace(
          isChunkFault(fault) ? chunk_syntax : syntax,
          `${fault.what}: ${fault.excerpt}`,
          at(fault.offset, Math.max(1, fault.excerpt.length), t),
        )
      },
      end: (one, _offset, t) => {
        if (one === 'final-chunk' || one === 'length') ends(one, t)
      },
    },
  )
  const frames = createFrameReader({
    headers: ({ fields, offset, end: after }, t) => {
      const status = Number(fields.find(({ name }) => name === ':status')?.value ?? 0)
      if (status < 200) interim += 1
      else
        takeHead({
          status,
          protocol: '2',
          fields: fields.map(({ name, value }) => [name, value] as const),
          at: at(offset, after - offset, t),
          t,
        })
    },
    data: (_streamId, bytes, offset, t) => takeContent(bytes, offset, t),
    endStream: (_streamId, _offset, t) => ends('end-stream', t),
    rstStream: (_reset, t) => ends('rst-stream', t),
    frame: ({ type }) => {
      if (type === FRAME.pushPromise) addPlace(syntax, 'PUSH_PROMISE', at(received, 1, last_t ?? open.t))
    },
    fault: ({ what, offset }, t) => {
      if (what === 'not-http2') notHttp2 = true
      else if (what !== 'incomplete') addPlace(syntax, what, at(offset, 1, t))
    },
  })
  const takeReceived = (bytes: Buffer, t: number) => {
    if (last_t !== undefined && heads.length > 0 && t - last_t > (silence?.lasted ?? -1)) silence = { from: last_t, lasted: t - last_t }
    last_t = t
    if (open.protocol === '2') frames.push(bytes, t)
    else if (open.protocol === 'capture' && received === 0 && !bytes.subarray(0, 5).equals(Buffer.from('HTTP/'))) takeBare(bytes, t)
    else if (bare) takeBare(bytes, t)
    else reader.push(bytes, t)
    received += bytes.length
  }
  let bare = false
  const takeBare = (bytes: Buffer, t: number) => {
    bare = true
    takeContent(bytes, received, t)
  }
  const take = (line: RecordingLine, bytes: Buffer | undefined) => {
    if (!('what' in line)) return
    if (line.what === 'connected' || line.what === 'tls') opened = true
    else if (line.what === 'sent' && bytes !== undefined && !asked_again) {
      if (sent.length < 65_536) sent += bytes.toString('latin1')
      if (heads.length === 0) sent_t = line.t
    } else if (line.what === 'received' && bytes !== undefined) takeReceived(bytes, line.t)
    else if (line.what === 'note' && line.say === 'mark') {
      asked_again = true
      leftover_bytes = reader.leftover
      reader.next({ method: open.method })
    } else if (line.what === 'note' && line.say === 'paused') paused = true
    else if (line.what === 'end') ends('fin', line.t)
    else if (line.what === 'close') {
      how = line.how
      closed_t = line.t
      if (line.how === 'reset') ends('reset', line.t)
    }
  }
  const close = (t: number) => {
    if (how === undefined) closed_t = t
    if (last_t !== undefined && heads.length > 0 && closed_t - last_t > (silence?.lasted ?? -1))
      silence = { from: last_t, lasted: closed_t - last_t }
    reader.close(closed_t)
    frames.close(closed_t)
    stream.close(end?.t ?? closed_t)
  }
  return {
    open,
    stream,
    take,
    push: takeReceived,
    close,
    heads,
    syntax,
    chunk_syntax,
    get sent() {
      return sent
    },
    get sent_t() {
      return sent_t
    },
    get opened() {
      return opened
    },
    get interim() {
      return interim
    },
    get delimiter() {
      return open.protocol === '2' ? 'frames' : (reader.delimiter ?? 'none')
    },
    get coding_fault() {
      return (
        decoder?.fault ??
        (expands_too_much ? 'expands-too-much' : undefined) ??
        (inflated && decoder === undefined ? 'unknown coding' : undefined)
      )
    },
    get notHttp() {
      return notHttp
    },
    get notHttp2() {
      return notHttp2
    },
    get received() {
      return received
    },
    get content_bytes() {
      return content_bytes
    },
    get leftover_bytes() {
      return leftover_bytes ?? reader.leftover
    },
    get first_content_t() {
      return first_content_t
    },
    get content() {
      return content
    },
    get asked_again() {
      return asked_again
    },
    get paused() {
      return paused
    },
    get end() {
      return end
    },
    get how() {
      return how
    },
    get closed_t() {
      return closed_t
    },
    get silence() {
      return silence
    },
  }
}
