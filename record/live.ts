import { createDecoder, createEventStream, createResponseReader, type ResponseHead } from '../wire/index.js'

/** What a scenario waits for, read while the bytes come. Facts for verdicts are derived from the recording, never from here. */
export interface Live {
  push(bytes: Uint8Array, t: number): void
  /** Another response follows on the same connection. */
  next(): void
  /** Called with the decoded head and content of an HTTP/2 stream, which has no HTTP/1 framing. */
  readonly http2: { head(status: number, fields: readonly (readonly [string, string])[]): void; body(bytes: Uint8Array, t: number): void; end(): void }
  readonly status: number | undefined
  field(name: string): string | undefined
  readonly events: number
  readonly comments: number
  readonly lastEventId: string
  /** Content bytes, decoded from the transfer coding. */
  readonly content_bytes: number
  /** The message was ended by its own framing. */
  readonly ended: boolean
  /** The markers found in events, with the last event ID after each. */
  readonly markers: ReadonlyMap<string, string>
}

const MARKER = /ssespec-[0-9a-z]+-[0-9a-z-]+?-\d+\./g
const LOOK_AT = 4096
const EXPANSION_BYTES = 64 << 20

const fieldsOf = (head: ResponseHead): [string, string][] => head.fields.map(({ name, value }) => [name.toLowerCase(), value])

export const createLive = (method: string, changed: () => void): Live => {
  const markers = new Map<string, string>()
  let status: number | undefined
  let fields: readonly (readonly [string, string])[] = []
  let events = 0
  let comments = 0
  let content_bytes = 0
  let ended = false
  let decode: (bytes: Uint8Array) => Uint8Array[] = bytes => [bytes]

  const stream = createEventStream({
    event: event => {
      events += 1
      for (const [marker] of event.data.slice(0, LOOK_AT).matchAll(MARKER)) markers.set(marker, event.id)
      if (event.data.length > LOOK_AT) for (const [marker] of event.data.slice(-LOOK_AT).matchAll(MARKER)) markers.set(marker, event.id)
    },
    line: line => {
      if (line.kind === 'comment') comments += 1
    },
  })
  const onHead = (code: number, lines: readonly (readonly [string, string])[]) => {
    status = code
    fields = lines
    const coding = lines.find(([name]) => name === 'content-encoding')?.[1].trim().toLowerCase()
    const decoder = coding === undefined || coding === 'identity' ? undefined : createDecoder(coding, EXPANSION_BYTES)
    if (decoder !== undefined) decode = bytes => decoder.push(bytes)
  }
  const onBody = (bytes: Uint8Array, t: number) => {
    content_bytes += bytes.length
    for (const part of decode(bytes)) stream.push(part, t)
  }
  const reader = createResponseReader(
    { method },
    {
      head: head => {
        if (!head.interim) onHead(head.status, fieldsOf(head))
      },
      body: (bytes, _offset, t) => onBody(bytes, t),
      end: () => {
        ended = true
      },
    },
  )
  return {
    push: (bytes, t) => {
      reader.push(bytes, t)
      changed()
    },
    next: () => {
      status = undefined
      ended = false
      reader.next({ method })
    },
    http2: {
      head: (code, lines) => {
        onHead(code, lines)
        changed()
      },
      body: (bytes, t) => {
        onBody(bytes, t)
        changed()
      },
      end: () => {
        ended = true
        changed()
      },
    },
    get status() {
      return status
    },
    field: name => fields.find(([one]) => one === name)?.[1],
    get events() {
      return events
    },
    get comments() {
      return comments
    },
    get lastEventId() {
      return stream.lastEventId
    },
    get content_bytes() {
      return content_bytes
    },
    get ended() {
      return ended
    },
    markers,
  }
}
