import { isAscii, isUtf8 } from 'node:buffer'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { createEventStream, type EventStream, type EventStreamOptions } from './event-stream.js'
import type { EventStreamSink, Position, StreamEvent } from './event-stream-sink.js'

/** The first difference between the two parsers: the event each dispatched at `index`, undefined if it dispatched none. */
export interface Disagreement extends Position {
  index: number
  census: DispatchedEvent | undefined
  library: DispatchedEvent | undefined
}

/** `ownId` is the value of the id field of the event's own block, undefined without a valid one. */
export interface DispatchedEvent {
  type: string
  data: string
  ownId: string | undefined
}

export interface DifferentialSink extends EventStreamSink {
  /** Called at most once: after the first difference, comparison stops. */
  disagreement?: ((disagreement: Disagreement) => void) | undefined
}

export interface DifferentialEventStream extends EventStream {
  /** Number of events that both parsers dispatched identically. */
  readonly agreed: number
  /** False once a limit or a disagreement ended the comparison. */
  readonly comparing: boolean
}

/** From every line on, the library searches its whole input for the next LF and CR, so text with CRs is fed in small pieces. */
const CR_MORSEL_LENGTH = 2048
const PIECE_BYTES = 1 << 18
const RUN_BYTES = 1 << 10

/**
 * Reads an event stream with `createEventStream` and in parallel with eventsource-parser after a TextDecoder, and compares the events.
 *
 * This works around the differences of eventsource-parser 3.1 from HTML §9.2:
 * - An event has the id of its own block only: in `id: 1\n\ndata: x\n\n` its event has none, and the standard's last event ID is 1. So the ids of
 *   the blocks are compared. Last event IDs follow from them, except for blocks without data, which the library does not report.
 * - It does not treat a CR at the end of its input as a line ending until another line ending follows: `data: x\r\r` dispatches nothing, nor does
 * `: y` after it.
 *   So it may be one event behind. At the end an LF is fed, which belongs to that CR or ends a line that dispatches nothing.
 * - It strips the characters U+00EF U+00BB U+00BF from the start of its first chunk, although after decoding they are text (`c3 af c2 bb c2 bf`):
 * an empty first
 *   chunk prevents it.
 * - It keeps a U+FEFF at the start; the TextDecoder strips one.
 */
export function createDifferential(sink: DifferentialSink, options: EventStreamOptions = {}): DifferentialEventStream {
  let ahead: StreamEvent[] = []
  let matched = 0
  let agreed = 0
  let comparing = true
  /** Whether the library holds a CR that it has not treated as a line ending yet. */
  let holdsCr = false
  let now = 0
  const decoder = new TextDecoder()
  /** Whether the decoder holds nothing back and has passed the start, where it would strip a BOM. */
  let decoderIdle = false

  const census = createEventStream(
    {
      ...sink,
      event: event => {
        if (comparing) ahead.push(event)
        sink.event?.(event)
      },
      tooLong: at => {
        // The library has no such limit: it would keep what our parser discarded.
        stop()
        sink.tooLong?.(at)
      },
    },
    options,
  )
  const library = createParser({ onEvent: compare })
  library.feed('')

  function compare(message: EventSourceMessage): void {
    if (!comparing) return
    const event = ahead[matched]
    const own = event?.ownId === true ? event.id : undefined
    if (event === undefined || event.data !== message.data || event.type !== (message.event ?? 'message') || own !== message.id) {
      disagree(event, { type: message.event ?? 'message', data: message.data, ownId: message.id })
      return
    }
    matched++
    agreed++
  }

  function disagree(event: StreamEvent | undefined, theirs: DispatchedEvent | undefined): void {
    const ours = event && { type: event.type, data: event.data, ownId: event.ownId ? event.id : undefined }
    stop()
    sink.disagreement?.({ offset: event?.offset ?? census.bytes, t: event?.t ?? now, index: agreed, census: ours, library: theirs })
  }

  function stop(): void {
    comparing = false
    ahead = []
    matched = 0
    library.reset()
  }

  function push(bytes: Uint8Array, t: number): void {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      piece(bytes.length <= PIECE_BYTES ? bytes : bytes.subarray(at, at + PIECE_BYTES), t)
    }
  }

  function piece(bytes: Uint8Array, t: number): void {
    now = t
    census.push(bytes, t)
    if (!comparing) return
    feedRuns(bytes)
    if (!comparing) return
    if (matched < ahead.length - (holdsCr ? 1 : 0)) {
      disagree(ahead[matched], undefined)
      return
    }
    ahead = matched === ahead.length ? [] : ahead.slice(matched)
    matched = 0
  }

  /** Separates ASCII from other text: one-byte strings are faster to parse and compare, and one wide character would widen all of the string. */
  function feedRuns(bytes: Uint8Array): void {
    if (isAscii(bytes)) {
      feed(decode(bytes))
      return
    }
    for (let from = 0; from < bytes.length && comparing; ) {
      const ascii = isAscii(bytes.subarray(from, from + RUN_BYTES))
      let to = from + RUN_BYTES
      while (to < bytes.length && isAscii(bytes.subarray(to, to + RUN_BYTES)) === ascii) to += RUN_BYTES
      while (((bytes[to] ?? 0) & 0xc0) === 0x80) to++
      feed(decode(bytes.subarray(from, to)))
      from = to
    }
  }

  /** The same result as the TextDecoder, which is slower if there is nothing to decode. */
  function decode(bytes: Uint8Array): string {
    const ascii = isAscii(bytes)
    const whole = ascii || isUtf8(bytes)
    if (decoderIdle && whole) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(ascii ? 'latin1' : 'utf8')
    decoderIdle = whole
    return decoder.decode(bytes, { stream: true })
  }

  function feed(text: string): void {
    if (text.endsWith('\r')) holdsCr = true
    else if (holdsCr) holdsCr = !/[\r\n]/.test(text)
    const length = text.includes('\r') ? CR_MORSEL_LENGTH : Math.max(text.length, 1)
    for (let at = 0; at < text.length && comparing; at += length) library.feed(length >= text.length ? text : text.slice(at, at + length))
  }

  function close(t: number, cut = false): void {
    now = t
    census.close(t, cut)
    if (!comparing) return
    library.feed(decoder.decode())
    if (holdsCr) library.feed('\n')
    if (comparing && matched < ahead.length) disagree(ahead[matched], undefined)
  }

  return {
    push,
    close,
    get lastEventId() {
      return census.lastEventId
    },
    get bytes() {
      return census.bytes
    },
    get lineEnds() {
      return census.lineEnds
    },
    get agreed() {
      return agreed
    },
    get comparing() {
      return comparing
    },
  }
}
