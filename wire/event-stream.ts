import { isAscii } from 'node:buffer'
import { createBlockInterpreter, type LineSource } from './event-block.js'
import type { EventStreamSink, StreamLine } from './event-stream-sink.js'
import { createPendingBytes } from './pending-bytes.js'
import { beginsSequence, invalidUtf8Sequences } from './utf8.js'

const LF = 0x0a
/** Longer chunks are processed in pieces, so that no string grows with the size of a chunk. */
const PIECE_BYTES = 1 << 20
const SCAN_BYTES = 1024
const PENDING_EXCERPT_BYTES = 1024

export interface EventStreamOptions {
  /** The longest line, without its terminator. Default 64 MiB. */
  line_bytes?: number
  /** The longest event, from its first data line to the end of its last. Default 64 MiB. */
  event_bytes?: number
  /**
   * The last event ID to start with. Default ''. The standard starts every stream with ''; after reconnecting, browsers start with their last one,
   * so that an event
   * without an id does not reset it.
   */
  lastEventId?: string
}

export interface EventStream {
  /**
   * The next bytes of the event stream (after content and transfer coding), and when they were received, in any unit. Never throws; copies what it
   * keeps.
   */
  push(bytes: Uint8Array, t: number): void
  /**
   * The stream ended: pending data is reported and discarded. Later pushes are ignored. `cut`: the sender did not end it, so an incomplete
   * character is not invalid.
   */
  close(t: number, cut?: boolean): void
  /** As of the last blank line. */
  readonly lastEventId: string
  /** Number of bytes pushed. */
  readonly bytes: number
  /** Number of lines by line ending. */
  readonly lineEnds: Readonly<Record<StreamLine['terminator'], number>>
}

/**
 * Reads an event stream (HTML §9.2.5 and §9.2.6) and reports each line, field and dispatched event to the sink, with byte offsets and times.
 *
 * It works on one latin1 string per chunk, in which an index is a byte, and decodes UTF-8 only in lines that are not ASCII.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function createEventStream(sink: EventStreamSink, options: EventStreamOptions = {}): EventStream {
  const { line_bytes = 64 << 20, event_bytes = 64 << 20, lastEventId = '' } = options
  const interpreter = createBlockInterpreter(sink, event_bytes, lastEventId)
  const pending = createPendingBytes()
  let total = 0
  let closed = false
  let atStart = true
  let skipping = false
  let afterCr = false
  /** The line ended by a CR at the end of the chunk. */
  let held: StreamLine | undefined
  let heldOffset = 0
  /** Where the current line began. */
  let lineStart = 0
  let heldEnd = 0
  const lineEnds = { lf: 0, crlf: 0, cr: 0 }

  function push(bytes: Uint8Array, t: number): void {
    if (closed) return
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let at = 0; at < buffer.length; at += PIECE_BYTES) {
      piece(buffer.length <= PIECE_BYTES ? buffer : buffer.subarray(at, at + PIECE_BYTES), t)
    }
  }

  function piece(bytes: Buffer, t: number): void {
    const source = { bytes, text: bytes.toString('latin1'), base: total }
    const { text } = source
    total += bytes.length
    let start = afterCr && bytes[0] === LF ? 1 : 0
    if (afterCr) settle(start === 1 ? 'crlf' : 'cr', t)
    lineStart += start
    let nonAscii = isAscii(bytes) ? bytes.length : nonAsciiFrom(bytes, start)
    let lf = text.indexOf('\n', start)
    let cr = text.indexOf('\r', start)
    while (lf !== -1 || cr !== -1) {
      const isLf = cr === -1 || (lf !== -1 && lf < cr)
      const end = isLf ? lf : cr
      if (nonAscii < start) nonAscii = nonAsciiFrom(bytes, start)
      const offset = lineStart
      const line = endLine(source, start, end, nonAscii >= end, t)
      const isCrLf = !isLf && lf === end + 1
      start = isCrLf ? end + 2 : end + 1
      lineStart = source.base + start
      if (isLf || isCrLf || start < bytes.length) tell(line, isLf ? 'lf' : isCrLf ? 'crlf' : 'cr', offset, source.base + end, t)
      else {
        afterCr = true
        held = line
        heldOffset = offset
        heldEnd = source.base + end
      }
      if (lf !== -1 && lf < start) lf = text.indexOf('\n', start)
      if (cr !== -1 && cr < start) cr = text.indexOf('\r', start)
    }
    if (start < bytes.length) keep(bytes.subarray(start), total, t)
  }

  function endLine(source: LineSource, start: number, end: number, ascii: boolean, t: number): StreamLine | undefined {
    if (skipping || pending.length > 0 || end - start > line_bytes) {
      keep(source.bytes.subarray(start, end), source.base + end, t)
      if (skipping) {
        skipping = false
        return undefined
      }
      const { firstByte_t } = pending
      const whole = wholeLine(source.base + end)
      return interpret(whole, 0, whole.bytes.length, isAscii(whole.bytes), t, firstByte_t)
    }
    return interpret(source, start, end, ascii, t, t)
  }

  function interpret(source: LineSource, start: number, end: number, ascii: boolean, t: number, firstByte_t: number) {
    if (!atStart) return interpreter.line(source, start, end, ascii, t, firstByte_t)
    return interpreter.line(source, start + stripBom(source.text, start, source.base, t), end, ascii, t, firstByte_t)
  }

  /** A mark at the very start is not part of the first line; any later U+FEFF is (https://encoding.spec.whatwg.org/#utf-8-decode). */
  function stripBom(text: string, start: number, base: number, t: number): number {
    atStart = false
    if (!text.startsWith('\xef\xbb\xbf', start)) return 0
    sink.bom?.({ offset: base + start, t, atStart: true })
    return 3
  }

  /** Bytes, up to offset `end`, of a line that does not end in this chunk or is too long. */
  function keep(bytes: Buffer, end: number, t: number): void {
    if (skipping) return
    if (pending.length + bytes.length <= line_bytes) {
      pending.add(bytes, t)
      return
    }
    const isComment = (pending.length > 0 ? pending.first : bytes[0]) === 0x3a
    sink.tooLong?.({ offset: end - bytes.length - pending.length, t, what: 'line' })
    if (!isComment) interpreter.spoil()
    pending.clear()
    skipping = true
    atStart = false
  }

  function settle(terminator: StreamLine['terminator'], t: number): void {
    tell(held, terminator, heldOffset, heldEnd, t)
    afterCr = false
    held = undefined
  }

  function tell(line: StreamLine | undefined, terminator: StreamLine['terminator'], offset: number, end: number, t: number): void {
    lineEnds[terminator]++
    if (lineEnds[terminator] === 1 && sink.mixedLineEnd !== undefined && lineEnds.lf + lineEnds.crlf + lineEnds.cr > 1) {
      sink.mixedLineEnd({ offset, end: end + (terminator === 'crlf' ? 2 : 1), terminator, t })
    }
    if (line === undefined) return
    line.terminator = terminator
    line.end += terminator === 'crlf' ? 2 : 1
    if (sink.line !== undefined) sink.line(line)
    else sink.oddLine?.(line)
  }

  function close(t: number, cut = false): void {
    if (closed) return
    closed = true
    if (afterCr) settle('cr', t)
    const length = pending.length
    const whole = wholeLine(total)
    const from = atStart && length > 0 ? stripBom(whole.text, 0, whole.base, t) : 0
    if (!isAscii(whole.bytes)) tellInvalidUtf8(whole, from, t, cut)
    const line =
      length > from
        ? { offset: whole.base + from, bytes: length - from, raw: whole.text.slice(from, from + PENDING_EXCERPT_BYTES) }
        : undefined
    if (line === undefined && interpreter.lines === 0) return
    const offset = interpreter.lines > 0 ? interpreter.offset : (line?.offset ?? total)
    sink.pending?.({ offset, t, lines: interpreter.lines, hasData: interpreter.hasData, line })
  }

  /** The pending line, which ended at the offset `end`. */
  function wholeLine(end: number): LineSource {
    const bytes = pending.take()
    return { bytes, text: bytes.toString('latin1'), base: end - bytes.length }
  }

  function tellInvalidUtf8(source: LineSource, from: number, t: number, cut: boolean): void {
    invalidUtf8Sequences(source.bytes, from, source.bytes.length, (index, length) => {
      if (cut && index + length === source.bytes.length && beginsSequence(source.bytes[index] ?? 0)) return
      sink.invalidUtf8?.({ offset: source.base + index, t, length })
    })
  }

  return {
    push,
    close,
    get lastEventId() {
      return interpreter.lastEventId
    },
    get bytes() {
      return total
    },
    lineEnds,
  }
}

/** The first non-ASCII byte from `from` on, or the length. Works in blocks, because `isAscii` is much faster than a loop. */
function nonAsciiFrom(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += SCAN_BYTES) {
    const end = Math.min(at + SCAN_BYTES, bytes.length)
    if (isAscii(bytes.subarray(at, end))) continue
    for (let index = at; index < end; index++) if ((bytes[index] ?? 0) >= 0x80) return index
  }
  return bytes.length
}
