import { createFieldDecoder } from './hpack.js'
import { FLAG, FRAME, type Frame, type FrameFaultKind, type FrameSink } from './http2-frames.js'

const FIELD_SECTION_BYTES = 64 << 10

export interface PayloadReader {
  /** A frame begins: checks everything that its header alone shows. */
  begin(frame: Frame, t: number): void
  /** The complete payload of any frame other than DATA. */
  payload(frame: Frame, payload: Buffer, t: number): void
  readonly inFieldSection: boolean
}

interface OpenSection {
  frame: Frame
  parts: Buffer[]
  bytes: number
}

/** Which frames belong to a stream, and which to the connection (stream 0); WINDOW_UPDATE belongs to either. */
const ON_STREAM: ReadonlySet<number> = new Set([
  FRAME.data,
  FRAME.headers,
  FRAME.priority,
  FRAME.rstStream,
  FRAME.pushPromise,
  FRAME.continuation,
])
const ON_CONNECTION: ReadonlySet<number> = new Set([FRAME.settings, FRAME.ping, FRAME.goaway])

/** Interprets payloads: RFC 9113 §6. */
export function createPayloadReader(sink: FrameSink, fault: (what: FrameFaultKind, frame: Frame, t: number) => void): PayloadReader {
  const decoder = createFieldDecoder()
  let open: OpenSection | undefined

  function begin(frame: Frame, t: number): void {
    const continues = frame.type === FRAME.continuation
    const isRightStream = open === undefined ? !continues : continues && frame.streamId === open.frame.streamId
    if (!isRightStream) fault('continuation', frame, t)
    else if (frame.streamId === 0 ? ON_STREAM.has(frame.type) : ON_CONNECTION.has(frame.type)) fault('stream-id', frame, t)
  }

  function payload(frame: Frame, octets: Buffer, t: number): void {
    if (frame.streamId === 0 ? ON_STREAM.has(frame.type) : ON_CONNECTION.has(frame.type)) return
    const { streamId, offset } = frame
    const ack = (frame.flags & FLAG.ack) !== 0
    if (!isRightSize(frame, octets.length)) fault('frame-size', frame, t)
    else if (frame.type === FRAME.headers || frame.type === FRAME.pushPromise) openSection(frame, octets, t)
    else if (frame.type === FRAME.continuation) addToSection(frame, octets, t)
    else if (frame.type === FRAME.settings) sink.settings?.({ ack, values: settingsOf(octets), offset }, t)
    else if (frame.type === FRAME.ping) sink.ping?.({ ack, opaque: Buffer.from(octets), offset }, t)
    else if (frame.type === FRAME.rstStream) sink.rstStream?.({ streamId, errorCode: octets.readUInt32BE(0), offset }, t)
    else if (frame.type === FRAME.windowUpdate) sink.windowUpdate?.({ streamId, increment: octets.readUInt32BE(0) & 0x7fffffff, offset }, t)
    else if (frame.type === FRAME.goaway) {
      const debug = Buffer.from(octets.subarray(8))
      sink.goaway?.({ lastStreamId: octets.readUInt32BE(0) & 0x7fffffff, errorCode: octets.readUInt32BE(4), debug, offset }, t)
    }
  }

  function openSection(frame: Frame, octets: Buffer, t: number): void {
    const padding = frame.flags & FLAG.padded ? octets.readUInt8(0) + 1 : 0
    const start = (padding > 0 ? 1 : 0) + prefixBytes(frame)
    const end = octets.length - Math.max(0, padding - 1)
    if (end < start) fault('padding', frame, t)
    open = { frame, parts: [], bytes: 0 }
    addToSection(frame, octets.subarray(Math.min(start, octets.length), Math.max(start, end)), t)
  }

  function addToSection(frame: Frame, part: Buffer, t: number): void {
    if (open === undefined) return
    open.bytes += part.length
    if (open.bytes > FIELD_SECTION_BYTES) {
      fault('head-too-long', open.frame, t)
      return
    }
    if (part.length > 0) open.parts.push(Buffer.from(part))
    if (frame.flags & FLAG.endHeaders) closeSection(open, frame, t)
  }

  function closeSection(section: OpenSection, last: Frame, t: number): void {
    open = undefined
    const { streamId, offset, flags, type } = section.frame
    const endStream = type === FRAME.headers && (flags & FLAG.endStream) !== 0
    const fields = decoder.decode(Buffer.concat(section.parts))
    const end = last.offset + 9 + last.length
    if (fields === undefined) fault('field-section', section.frame, t)
    // A promised request (§6.6) is decoded only to keep the table in sync: a client that never allowed pushes has no use for it.
    else if (type === FRAME.headers) sink.headers?.({ streamId, fields, endStream, offset, end }, t)
    if (endStream) sink.endStream?.(streamId, end, t)
  }

  return {
    begin,
    payload,
    get inFieldSection() {
      return open !== undefined
    },
  }
}

/** Bytes between pad length and field block: a priority in HEADERS, the promised stream in PUSH_PROMISE. */
function prefixBytes(frame: Frame): number {
  if (frame.type === FRAME.pushPromise) return 4
  return frame.flags & FLAG.priority ? 5 : 0
}

function isRightSize(frame: Frame, length: number): boolean {
  switch (frame.type) {
    case FRAME.settings:
      return length % 6 === 0
    case FRAME.ping:
      return length === 8
    case FRAME.goaway:
      return length >= 8
    case FRAME.rstStream:
    case FRAME.windowUpdate:
      return length === 4
    case FRAME.headers:
    case FRAME.pushPromise:
      return length >= (frame.flags & FLAG.padded ? 1 : 0) + prefixBytes(frame)
    default:
      return true
  }
}

function settingsOf(octets: Buffer): [number, number][] {
  const values: [number, number][] = []
  for (let at = 0; at < octets.length; at += 6) values.push([octets.readUInt16BE(at), octets.readUInt32BE(at + 2)])
  return values
}
