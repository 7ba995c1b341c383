import { isUtf8 } from 'node:buffer'
import type { EventStreamSink, StreamLine } from './event-stream-sink.js'
import { invalidUtf8Sequences } from './utf8.js'

/** A line inside its chunk or buffer: `text` is `bytes` as latin1, so indices into both are the same. */
export interface LineSource {
  bytes: Buffer
  text: string
  /** What to add to an index to get an offset in the stream. */
  base: number
}

/** Interprets lines in order: https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
export interface BlockInterpreter {
  /** The line from `start` to `end` without terminator; returned if the sink wants it, with its terminator and end still to be filled in. */
  line(source: LineSource, start: number, end: number, ascii: boolean, t: number, firstByte_t: number): StreamLine | undefined
  /** The current block is not dispatched, because a part of it was discarded. */
  spoil(): void
  readonly lastEventId: string
  readonly lines: number
  readonly hasData: boolean
  readonly offset: number
}

const D = 0x64
const COLON = 0x3a
const SPACE = 0x20
const MAX_FIELD_NAMES = 16
const MAX_FIELD_NAME_LENGTH = 64

export function createBlockInterpreter(sink: EventStreamSink, event_bytes: number, initialLastEventId: string): BlockInterpreter {
  const wantsEveryLine = sink.line !== undefined
  const wantsOddLines = sink.oddLine !== undefined
  let lastEventIdBuffer = initialLastEventId
  let lastEventId = initialLastEventId
  let eventType = ''
  let data = ''
  let dataLines = 0
  let dataOffset = 0
  let offset = 0
  let firstByte = 0
  let lines = 0
  let lastLine = 0
  let comments = 0
  let fields: string[] = []
  let ownId = false
  let spoilt = false

  function line(source: LineSource, start: number, end: number, ascii: boolean, t: number, firstByte_t: number): StreamLine | undefined {
    if (lines === 0) {
      offset = source.base + start
      firstByte = firstByte_t
    }
    if (start === end) {
      const afterComment = wantsOddLines && comments > 0
      blank(source.base + start + 1, t)
      return wantsEveryLine || afterComment ? lineOf('blank', '', '', source, start, end, t) : undefined
    }
    lines++
    lastLine = t
    if (!ascii) checkUtf8(source, start, end, t)
    const first = source.text.charCodeAt(start)
    if (first === COLON) return comment(source, start, end, ascii, t)
    // The most common field, recognized without extracting its name.
    if (first === D && isData(source.text, start, end)) return field('data', start + 4, source, start, end, ascii, t)
    // Only in this line: otherwise every search for a colon could run to the end of the chunk.
    const colon = source.text.slice(start, end).indexOf(':')
    const nameEnd = colon === -1 ? end : start + colon
    if (first === 0xef && source.text.startsWith('\xef\xbb\xbf', start)) sink.bom?.({ offset: source.base + start, t, atStart: false })
    return field(decode(source, start, nameEnd, ascii), nameEnd, source, start, end, ascii, t)
  }

  function comment(source: LineSource, start: number, end: number, ascii: boolean, t: number): StreamLine | undefined {
    comments++
    if (!wantsEveryLine && !wantsOddLines) return undefined
    return lineOf('comment', '', decode(source, valueStart(source.text, start, end), end, ascii), source, start, end, t)
  }

  function field(name: string, nameEnd: number, source: LineSource, start: number, end: number, ascii: boolean, t: number) {
    const value = decode(source, valueStart(source.text, nameEnd, end), end, ascii)
    if (sink.block !== undefined) countName(name)
    if (name === 'data') appendData(value, source.base + start, source.base + end, t)
    else if (name === 'event') eventType = value
    else if (name === 'id') setId(value, source.base + start, source.base + end, t)
    else if (name === 'retry') sink.retry?.({ offset: source.base + start, end: source.base + end, t, value, ...reconnectionTime(value) })
    else if (wantsOddLines) return lineOf('field', name, value, source, start, end, t)
    return wantsEveryLine ? lineOf('field', name, value, source, start, end, t) : undefined
  }

  function appendData(value: string, lineOffset: number, lineEnd: number, t: number): void {
    if (dataLines === 0) dataOffset = lineOffset
    // Counted from the first data line on, including comments: short slices of data can keep long chunks in memory.
    if (lineEnd - dataOffset > event_bytes && !spoilt) {
      sink.tooLong?.({ offset, t, what: 'event' })
      spoil()
    }
    if (!spoilt) data = dataLines === 0 ? value : `${data}\n${value}`
    dataLines++
  }

  function spoil(): void {
    spoilt = true
    data = ''
  }

  function setId(value: string, offset: number, end: number, t: number): void {
    const nul = value.includes('\0')
    sink.id?.({ offset, end, t, value, nul })
    if (nul) return
    lastEventIdBuffer = value
    ownId = true
  }

  function blank(end: number, t: number): void {
    lastEventId = lastEventIdBuffer
    const dispatched = dataLines > 0 && !spoilt
    if (dispatched && sink.event !== undefined) {
      sink.event({
        type: eventType || 'message',
        data,
        id: lastEventId,
        ownId,
        offset,
        end,
        t,
        lines,
        firstByte_t: firstByte,
        lastLine_t: lastLine,
      })
    }
    const hasData = dataLines > 0
    sink.block?.({ offset, end, t, firstByte_t: firstByte, lines, comments, fields, hasData, hasId: ownId, dispatched })
    eventType = ''
    data = ''
    dataLines = 0
    lines = 0
    comments = 0
    if (fields.length > 0) fields = []
    ownId = false
    spoilt = false
  }

  function countName(name: string): void {
    const short = name.length > MAX_FIELD_NAME_LENGTH ? name.slice(0, MAX_FIELD_NAME_LENGTH) : name
    if (fields.length < MAX_FIELD_NAMES && !fields.includes(short)) fields.push(short)
  }

  function checkUtf8(source: LineSource, start: number, end: number, t: number): void {
    const { invalidUtf8 } = sink
    if (invalidUtf8 === undefined || isUtf8(source.bytes.subarray(start, end))) return
    invalidUtf8Sequences(source.bytes, start, end, (index, length) => invalidUtf8({ offset: source.base + index, t, length }))
  }

  return {
    line,
    spoil,
    get lastEventId() {
      return lastEventId
    },
    get lines() {
      return lines
    },
    get hasData() {
      return dataLines > 0
    },
    get offset() {
      return offset
    },
  }
}

function isData(text: string, start: number, end: number): boolean {
  return (
    text.charCodeAt(start + 1) === 0x61 &&
    text.charCodeAt(start + 2) === 0x74 &&
    text.charCodeAt(start + 3) === 0x61 &&
    (end === start + 4 || text.charCodeAt(start + 4) === COLON)
  )
}

/** The value begins after the colon and at most one space; without a colon it is empty. */
function valueStart(text: string, nameEnd: number, end: number): number {
  if (nameEnd === end) return end
  return nameEnd + 1 < end && text.charCodeAt(nameEnd + 1) === SPACE ? nameEnd + 2 : nameEnd + 1
}

/** CR, LF, colon and space are never part of a longer sequence, so a part of a line decodes as it does within the stream. */
function decode(source: LineSource, start: number, end: number, ascii: boolean): string {
  return ascii ? source.text.slice(start, end) : source.bytes.toString('utf8', start, end)
}

/** ASCII digits only; an empty value is not a number and is ignored. */
function reconnectionTime(value: string): { valid: boolean; time_ms: number | undefined } {
  return /^[0-9]+$/.test(value) ? { valid: true, time_ms: Math.min(Number(value), Number.MAX_VALUE) } : { valid: false, time_ms: undefined }
}

function lineOf(
  kind: StreamLine['kind'],
  name: string,
  value: string,
  source: LineSource,
  start: number,
  end: number,
  t: number,
): StreamLine {
  const { base, text } = source
  return { kind, name, value, raw: text.slice(start, end), offset: base + start, end: base + end, terminator: 'lf', t }
}
