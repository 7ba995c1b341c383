import type { At, End, OpenLine, Place } from '../schemas/index.js'
import { createFrameReader, createResponseReader, FRAME, type ResponseHead, type SyntaxFault } from '../wire/index.js'
import { readCaptured } from './captured.js'
import type { Head } from './http.js'
import { addPlace, toMs } from './places.js'

/** Callbacks for a response. */
export interface MessageSink {
  head(head: Head): void
  content(bytes: Uint8Array, wireOffset: number, t: number): void
  /** `offset` is that of the byte after the message. */
  end(how: End['how'], offset: number, t: number): void
}

/** The responses on one connection, over any version of HTTP, or bare content in a capture. */
export interface MessageReading {
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

// Before any response headers, these errors end what can be parsed as HTTP: no client gets a response out of it.
const NOT_HTTP = new Set(['not-http', 'status-line', 'head-too-long', 'too-many-interim'])

// HTTP/2 and HTTP/3 have no status line: curl -i makes one up.
const SPELLED_BY_CURL = /^HTTP\/[23] \d{3}/

const isChunkFault = (fault: SyntaxFault): boolean => fault.what.startsWith('chunk') || fault.what === 'trailer'

export const readMessages = (open: OpenLine, sink: MessageSink): MessageReading => {
  const place = (offset: number, length: number, t: number): At => ({ connection: open.on, offset, length, t_ms: toMs(t) })
  const syntax: Place[] = []
  const chunk_syntax: Place[] = []
  let heads = 0
  let notHttp = false
  let before_next: number | undefined

  const tell = (head: Head) => {
    heads += 1
    sink.head(head)
  }
  const head1 = ({ status, version, fields, offset, end, interim }: ResponseHead, t: number) => {
    if (interim) return
    const named = fields.map(({ name, value }) => [name.toLowerCase(), value] as const)
    tell({ status, protocol: version, fields: named, at: place(offset, end - offset, t), t })
  }
  const fault1 = (fault: SyntaxFault, t: number) => {
    // A truncated message is reported by its end.
    if (fault.what === 'incomplete') return
    if (open.protocol === 'capture' && fault.what === 'status-line' && SPELLED_BY_CURL.test(fault.excerpt)) return
    if (NOT_HTTP.has(fault.what) && heads === 0) notHttp = true
    // After the headers of a chunked response, there are only chunks until the next response.
    const list = isChunkFault(fault) || (heads > 0 && http1.delimiter === 'chunked' && before_next === undefined) ? chunk_syntax : syntax
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
      if (status < 100 || status >= 200) tell({ status, protocol: '2', fields: named, at: place(offset, end - offset, t), t })
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
  const captured = readCaptured(http1, sink.content)
  return {
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
      else if (open.protocol === 'capture') captured.push(bytes, t)
      else http1.push(bytes, t)
    },
    next: () => {
      before_next = http1.leftover
      http1.next({ method: open.method })
    },
    close: t => {
      captured.close(t)
      http1.close(t)
      http2.close(t)
    },
  }
}
