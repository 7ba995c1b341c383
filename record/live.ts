import { CHANNEL_PREFIX, MARKER } from '../schemas/index.js'
import { createDecoder, createEventStream, createResponseReader, type ResponseHead } from '../wire/index.js'
import type { Stream } from './scenario.js'

/** What scenarios wait for, parsed as bytes arrive. Facts for verdicts are derived from the recording, never from here. */
export interface Live {
  push(bytes: Uint8Array, t: number): void
  /** Another response follows on the same connection. */
  next(): void
  /** Called with the decoded headers and content of an HTTP/2 stream, which has no HTTP/1 framing. */
  readonly http2: {
    head(status: number, fields: readonly (readonly [string, string])[]): void
    body(bytes: Uint8Array, t: number): void
    end(): void
  }
  readonly status: number | undefined
  /** Why no response headers can follow any more. */
  readonly unreadable: Stream['unreadable']
  field(name: string): string | undefined
  readonly events: number
  readonly comments: number
  readonly lastEventId: string
  /** Content bytes, decoded from the transfer coding. */
  readonly content_bytes: number
  /** The message was ended by its own framing. */
  readonly ended: boolean
  /** The markers found in events, each with the last event ID after it. */
  readonly markers: ReadonlyMap<string, string>
  /** The data of events that are inspected whole, oldest first. Later events are omitted once there are too many. */
  readonly data: readonly string[]
}

const MARKER_HERE = new RegExp(MARKER, 'y')
/** In megabytes of text, search for the prefix first: the expression alone would delay time readings. */
function* markersIn(text: string): Generator<string> {
  for (let at = text.indexOf(CHANNEL_PREFIX); at >= 0; at = text.indexOf(CHANNEL_PREFIX, at + 1)) {
    MARKER_HERE.lastIndex = at
    const marker = MARKER_HERE.exec(text)?.[0]
    if (marker !== undefined) yield marker
  }
}

// A record of type alert, in any version (RFC 8446 §5.1): a TLS server's reply to a plaintext request.
const TLS_ALERT = '\x15\x03'
const isUnreadable = (what: string): what is NonNullable<Stream['unreadable']> =>
  what === 'not-http' || what === 'head-too-long' || what === 'too-many-interim'

const fieldsOf = (head: ResponseHead): [string, string][] => head.fields.map(({ name, value }) => [name.toLowerCase(), value])

const LOOK_AT = 4096
const MOST_DATA_CHARACTERS = 8 << 20

/**
 * `most_bytes`: the most content that is parsed, compressed or not, because nothing else is received meanwhile. `look_at`: how many characters at the
 * beginning and at the end of an event's data are searched for markers.
 */
export const createLive = (method: string, most_bytes: number, changed: () => void, look_at = LOOK_AT): Live => {
  const markers = new Map<string, string>()
  const data: string[] = []
  let data_characters = 0
  let status: number | undefined
  let unreadable: Stream['unreadable']
  let fields: readonly (readonly [string, string])[] = []
  let events = 0
  let comments = 0
  let content_bytes = 0
  let ended = false
  let decode: (bytes: Uint8Array) => Uint8Array[] = bytes => [bytes]

  const stream = createEventStream({
    event: event => {
      events += 1
      if (look_at === Number.POSITIVE_INFINITY && data_characters + event.data.length <= MOST_DATA_CHARACTERS) {
        data.push(event.data)
        data_characters += event.data.length
      }
      for (const marker of markersIn(event.data.slice(0, look_at))) markers.set(marker, event.id)
      if (event.data.length > look_at) for (const marker of markersIn(event.data.slice(-look_at))) markers.set(marker, event.id)
    },
    line: line => {
      if (line.kind === 'comment') comments += 1
    },
  })
  const onHead = (code: number, lines: readonly (readonly [string, string])[]) => {
    status = code
    fields = lines
    const coding = lines
      .find(([name]) => name === 'content-encoding')?.[1]
      .trim()
      .toLowerCase()
    const decoder = coding === undefined || coding === 'identity' ? undefined : createDecoder(coding, most_bytes)
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
      fault: ({ what, excerpt }) => {
        if (status === undefined && isUnreadable(what)) unreadable = excerpt.startsWith(TLS_ALERT) ? 'tls' : what
      },
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
    get unreadable() {
      return unreadable
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
    data,
  }
}
