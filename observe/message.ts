import type { At, End, OpenLine, Place } from '../schemas/index.js'
import { createFrameReader, createResponseReader, FRAME, type ResponseHead, type SyntaxFault } from '../wire/index.js'
import type { Head } from './http.js'
import { addPlace, toMs } from './places.js'

/** Who is told of a response. */
export interface MessageSink {
  head(head: Head): void
  content(bytes: Uint8Array, wireOffset: number, t: number): void
  /** `offset` is that of the byte after the message. */
  end(how: End['how'], offset: number, t: number): void
}

/** The responses on one connection, over any version of HTTP, or bare content in a capture. */
export interface MessageReading {
  readonly interim: number
  readonly delimiter: 'chunked' | 'length' | 'close' | 'none' | 'frames'
  readonly syntax: Place[]
  readonly chunk_syntax: Place[]
  readonly notHttp: boolean
  /** Bytes after the complete response. */
  readonly leftover_bytes: number
  push(bytes: Buffer, t: number): void
  /** What follows is the response to a second request. */
  next(): void
  close(t: number): void
}

// Before any head these end what can be read as HTTP: no client gets a response out of it.
const NOT_HTTP = new Set(['not-http', 'status-line', 'head-too-long', 'too-many-interim'])
const BEGINNING = Buffer.from('HTTP/')

const isChunkFault = (fault: SyntaxFault): boolean => fault.what.startsWith('chunk') || fault.what === 'trailer'

export const readMessages = (open: OpenLine, sink: MessageSink): MessageReading => {
  const place = (offset: number, length: number, t: number): At => ({ connection: open.on, offset, length, t_ms: toMs(t) })
  const syntax: Place[] = []
  const chunk_syntax: Place[] = []
  let interim = 0
  let heads = 0
  let notHttp = false
  let received = 0
  let bare: boolean | undefined
  let first: Buffer = Buffer.alloc(0)
  let before_next: number | undefined

  const tell = (head: Head) => {
    heads += 1
    sink.head(head)
  }
  const head1 = ({ status, reason, version, fields, offset, end, interim: isInterim }: ResponseHead, t: number) => {
    if (isInterim) interim += 1
    else {
      const named = fields.map(({ name, value }) => [name.toLowerCase(), value] as const)
      tell({ status, reason, protocol: version, fields: named, at: place(offset, end - offset, t), t })
    }
  }
  const fault1 = (fault: SyntaxFault, t: number) => {
    // That a message was cut is told by its end.
    if (fault.what === 'incomplete') return
    if (NOT_HTTP.has(fault.what) && heads === 0) notHttp = true
    const list = isChunkFault(fault) ? chunk_syntax : syntax
    addPlace(list, `${fault.what}: ${fault.excerpt}`, place(fault.offset, Math.max(1, fault.excerpt.length), t))
  }
  const http1 = createResponseReader(
    { method: open.method },
    {
      head: head1,
      body: (bytes, offset, t) => sink.content(bytes, offset, t),
      fault: fault1,
      end: (how, offset, t) => {
        if (how === 'final-chunk' || how === 'length') sink.end(how, offset, t)
      },
    },
  )
  const http2 = createFrameReader({
    headers: ({ fields, offset, end }, t) => {
      const code = fields.find(({ name }) => name === ':status')?.value
      // Without a status they are trailers (RFC 9113 §8.1).
      if (code === undefined) return
      const status = /^\d{3}$/.test(code) ? Number(code) : 0
      const named = fields.map(({ name, value }) => [name, value] as const)
      if (status >= 100 && status < 200) interim += 1
      else tell({ status, protocol: '2', fields: named, at: place(offset, end - offset, t), t })
    },
    data: (_streamId, bytes, offset, t) => sink.content(bytes, offset, t),
    endStream: (_streamId, offset, t) => sink.end('end-stream', offset, t),
    rstStream: ({ offset }, t) => sink.end('rst-stream', offset, t),
    frame: ({ type, offset }, t) => {
      if (type === FRAME.pushPromise) addPlace(syntax, 'PUSH_PROMISE', place(offset, 9, t))
    },
    fault: ({ what, offset }, t) => {
      if (what !== 'incomplete' && what !== 'not-http2') addPlace(syntax, what, place(offset, 1, t))
    },
  })
  // A capture has a head or not, which its first bytes tell; they may come one by one.
  const pushCapture = (bytes: Buffer, t: number) => {
    const whole = bare === undefined ? Buffer.concat([first, bytes]) : bytes
    if (bare === undefined && whole.length < BEGINNING.length && BEGINNING.subarray(0, whole.length).equals(whole)) {
      first = whole
      return
    }
    bare ??= !whole.subarray(0, BEGINNING.length).equals(BEGINNING)
    if (bare) sink.content(whole, received, t)
    else http1.push(whole, t)
    received += whole.length
  }
  return {
    get interim() {
      return interim
    },
    get delimiter() {
      return open.protocol === '2' ? 'frames' : (http1.delimiter ?? 'none')
    },
    syntax,
    chunk_syntax,
    get notHttp() {
      return notHttp
    },
    get leftover_bytes() {
      return before_next ?? http1.leftover
    },
    push: (bytes, t) => {
      if (open.protocol === '2') http2.push(bytes, t)
      else if (open.protocol === 'capture') pushCapture(bytes, t)
      else http1.push(bytes, t)
    },
    next: () => {
      before_next = http1.leftover
      http1.next({ method: open.method })
    },
    close: t => {
      // What was too short to tell is content.
      if (bare === undefined && first.length > 0) sink.content(first, 0, t)
      http1.close(t)
      http2.close(t)
    },
  }
}
