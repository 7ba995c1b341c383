/** What the event stream reports: the types of `event-stream.ts`, whose docstring has the units. */

/** A place in the event stream: `offset` in bytes from its first byte, `t` as pushed with the chunk that decided it. */
export interface Position {
  offset: number
  t: number
}

/**
 * One line. `offset` is that of its first byte, `end` that of the byte after its terminator.
 *
 * `raw` is the line without terminator, one character a byte (latin1): exactly what was sent. `name` and `value` are decoded
 * as UTF-8 (U+FFFD for invalid bytes): for a field as HTML §9.2.6 splits it, for a comment `name` is '' and `value` the text after the
 * colon and one space, for a blank line both are ''. `t` is that of the terminator's first byte.
 */
export interface StreamLine extends Position {
  kind: 'field' | 'comment' | 'blank'
  name: string
  value: string
  raw: string
  end: number
  terminator: 'lf' | 'crlf' | 'cr'
}

/**
 * A dispatched event. `id` is the last event ID when it was dispatched; `ownId`: its own block has a valid id field.
 *
 * `offset` is that of the first byte of its block, `end` that of the byte after the CR or LF that dispatched it (the LF of a CRLF is not waited for, so
 * `end` points at it). `t` is that of the byte that dispatched it, `firstByte_t` that of its block's first byte. `lines` counts the
 * block's lines without the blank one.
 */
export interface StreamEvent extends Position {
  type: string
  data: string
  id: string
  ownId: boolean
  end: number
  lines: number
  firstByte_t: number
  /** `t` of the terminator of the last line before the blank one. */
  lastLine_t: number
}

/**
 * The lines between two blank lines, dispatched or not; `offset`, `end`, `t`, `firstByte_t` and `lines` as in `StreamEvent`.
 * `lines` is 0 for a blank line after a blank line. `fields` are the distinct names as sent, at most 16 of at most 64 characters.
 */
export interface StreamBlock extends Position {
  end: number
  lines: number
  firstByte_t: number
  comments: number
  fields: string[]
  hasData: boolean
  hasId: boolean
  dispatched: boolean
}

/**
 * The unfinished line or block when the stream closed; a client discards it (HTML §9.2.6). `line` is the unterminated line, if there is
 * one, with at most its first 1,024 bytes in `raw` (latin1); `lines` counts the block's terminated lines.
 */
export interface PendingBlock extends Position {
  lines: number
  hasData: boolean
  line: { offset: number; bytes: number; raw: string } | undefined
}

/**
 * Receives the reports. Every callback is optional, and an omitted one costs nothing.
 *
 * For one line the order is: its content (`bom`, `invalidUtf8`, `id`, `retry`), its effect (`event`, `block`), then `line`. Everything except
 * times is the same however the bytes are split into chunks. A line that ends with the last CR of a chunk takes effect at once, but `line`
 * waits for the next byte, which shows whether an LF belongs to the terminator.
 *
 * Strings may be slices that keep a whole chunk in memory: keep `detached(text)`.
 */
export interface EventStreamSink {
  /** A byte order mark at the start of the stream (stripped), or at the start of a later line, where it is part of the field name. */
  bom?: ((at: Position & { atStart: boolean }) => void) | undefined
  /** A sequence of `length` bytes, 1 to 3, that the decoder replaced by one U+FFFD. */
  invalidUtf8?: ((at: Position & { length: number }) => void) | undefined
  line?: ((line: StreamLine) => void) | undefined
  /**
   * Only comments, fields with a name that is not in the standard, and the blank line after a block with comments. Much cheaper than `line`, and not
   * called if `line` is given.
   */
  oddLine?: ((line: StreamLine) => void) | undefined
  /** The first line with a different line ending than the lines before it; `end` is that of the byte after its terminator. */
  mixedLineEnd?: ((at: Position & { end: number; terminator: StreamLine['terminator'] }) => void) | undefined
  /** An id field; with a NUL in its value it is ignored. `end` is that of the byte after its value. */
  id?: ((id: Position & { end: number; value: string; nul: boolean }) => void) | undefined
  /**
   * A retry field; `end` is that of the byte after its value. Anything other than ASCII digits is invalid and ignored. `time_ms` is its number,
   * Number.MAX_VALUE if a
   * double cannot hold it.
   */
  retry?: ((retry: Position & { end: number; value: string; valid: boolean; time_ms: number | undefined }) => void) | undefined
  event?: ((event: StreamEvent) => void) | undefined
  block?: ((block: StreamBlock) => void) | undefined
  pending?: ((pending: PendingBlock) => void) | undefined
  /**
   * A limit was reached. A line past `line_bytes` is skipped to its end; unless it is a comment, its block is not dispatched. An event past
   * `event_bytes` is not dispatched.
   */
  tooLong?: ((at: Position & { what: 'line' | 'event' }) => void) | undefined
}

/** A copy of the text that keeps nothing else in memory. V8's slices keep their parent string, here a whole chunk. */
export function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le')
}
