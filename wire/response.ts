import { type ChunkedReader, createChunkedReader } from './chunked.js'
import { bodyDelimiter, parseFieldLine, parseStatusLine } from './response-head.js'
import type { BodyDelimiter, ResponseHead, ResponseSink } from './response-sink.js'
import type { SyntaxFaultKind } from './syntax-fault.js'
import { createWireLines, faultOf, type WireLine } from './wire-line.js'

const HEAD_BYTES = 64 << 10
const MAX_INTERIM = 64
const NAME = 'HTTP/'

export interface ResponseReader {
  /** The next bytes of the connection, and when they were received. Never throws. */
  push(bytes: Uint8Array, t: number): void
  /** The connection closed: a body delimited by the close ends, anything else unfinished is the fault `incomplete`. Later pushes are ignored. */
  close(t: number): void
  /** After a complete message: the next response belongs to this request. May be called within `end`; bytes already counted as left over stay so. */
  next(request: { method: string }): void
  readonly phase: 'head' | 'body' | 'done' | 'unreadable' | 'closed'
  /** How the current body ends, from its final head on. */
  readonly delimiter: BodyDelimiter | undefined
  /** Number of bytes after the complete message; not 0 if a HEAD response has a body. */
  readonly leftover: number
}

/**
 * Reads HTTP/1.x responses: RFC 9112. Interim responses are separate heads. Deviations from the grammar are reported as faults with their
 * offset and read as far as possible; if not possible, the rest is ignored and `phase` is `unreadable`. Memory is bounded by the limit on heads (64
 * KiB).
 */
export function createResponseReader(request: { method: string }, sink: ResponseSink): ResponseReader {
  const lines = createWireLines((fault, t) => sink.fault?.(fault, t))
  let { method } = request
  let phase: ResponseReader['phase'] = 'head'
  let delimiter: BodyDelimiter | undefined
  let head: ResponseHead | undefined
  let headOffset = 0
  let interim = 0
  let left_bytes = 0
  let leftover = 0
  let messageEnd = 0
  let offset = 0
  let chunked: ChunkedReader | undefined

  function push(bytes: Uint8Array, t: number): void {
    const base = offset
    offset += bytes.length
    let at = 0
    while (at < bytes.length) {
      if (phase === 'head') at += takeHeadLine(bytes, at, base + at, t)
      else if (phase === 'body') at += takeBody(bytes, at, base + at, t)
      else {
        if (phase === 'done') leftover += bytes.length - at
        return
      }
    }
  }

  function takeHeadLine(bytes: Uint8Array, at: number, here: number, t: number): number {
    const { taken, line, tooLong } = lines.take(bytes, at, here, HEAD_BYTES - (here - lines.length - headOffset), t)
    const text = line?.text ?? lines.partial(NAME.length)
    if (head === undefined && text !== '' && text !== '\r' && !isHttp(text)) fail('not-http', line?.text ?? lines.partial(), headOffset, t)
    else if (tooLong) fail('head-too-long', text, headOffset, t)
    else if (line !== undefined) takeLine(line, here + taken, t)
    return taken
  }

  function takeLine(line: WireLine, end: number, t: number): void {
    const fault = faultAt(t)
    if (head !== undefined && line.text === '') finishHead(head, end, t)
    else if (head !== undefined) parseFieldLine(line, head.fields, fault)
    // Skip an empty line before the status line, as servers do for requests (§2.2).
    else if (line.text === '') fault('status-line', '', line.offset)
    else {
      const status = parseStatusLine(line, fault)
      if (status === undefined) fail('not-http', line.text, line.offset, t)
      else head = { ...status, fields: [], offset: line.offset, end: 0, interim: status.status < 200 && status.status !== 101 }
    }
  }

  function finishHead(finished: ResponseHead, end: number, t: number): void {
    finished.end = end
    head = undefined
    headOffset = end
    if (finished.interim) {
      sink.head?.(finished, t)
      if (++interim > MAX_INTERIM) fail('too-many-interim', `HTTP/${finished.version} ${finished.status}`, finished.offset, t)
      return
    }
    const body = bodyDelimiter(finished, method, faultAt(t))
    delimiter = body.delimiter
    left_bytes = body.bytes
    phase = 'body'
    sink.head?.(finished, t)
    if (delimiter === 'chunked') chunked = createChunkedReader({ ...sink, end: finish })
    if (delimiter === 'none') finish('none', end, t)
    if (delimiter === 'length' && left_bytes === 0) finish('length', end, t)
  }

  function takeBody(bytes: Uint8Array, at: number, here: number, t: number): number {
    if (chunked !== undefined) {
      const reader = chunked
      const taken = reader.take(bytes, at, here, t)
      if (reader.phase === 'unreadable') phase = 'unreadable'
      return taken
    }
    const taken = delimiter === 'length' ? Math.min(left_bytes, bytes.length - at) : bytes.length - at
    left_bytes -= taken
    sink.body?.(bytes.subarray(at, at + taken), here, t)
    if (delimiter === 'length' && left_bytes === 0) finish('length', here + taken, t)
    return taken
  }

  function finish(how: 'final-chunk' | 'length' | 'none' | 'close', end: number, t: number): void {
    phase = 'done'
    messageEnd = end
    chunked = undefined
    sink.end?.(how, end, t)
  }

  function next(following: { method: string }): void {
    if (phase !== 'done') return
    method = following.method
    phase = 'head'
    delimiter = undefined
    headOffset = messageEnd + leftover
    interim = 0
    leftover = 0
  }

  function close(t: number): void {
    if (phase === 'body' && delimiter === 'close') finish('close', offset, t)
    else if (phase === 'body' || phase === 'head') faultAt(t)('incomplete', lines.partial(), offset)
    phase = 'closed'
    lines.clear()
  }

  function faultAt(t: number) {
    return (what: SyntaxFaultKind, excerpt: string, where: number) => sink.fault?.(faultOf(what, excerpt, where), t)
  }

  function fail(what: SyntaxFaultKind, excerpt: string, where: number, t: number): void {
    phase = 'unreadable'
    lines.clear()
    faultAt(t)(what, excerpt, where)
  }

  return {
    push,
    close,
    next,
    get phase() {
      return phase
    },
    get delimiter() {
      return delimiter
    },
    get leftover() {
      return leftover
    },
  }
}

/** Whether a line may begin a response, as far as received. The case of the name is checked with the status line. */
function isHttp(line: string): boolean {
  const start = line.slice(0, NAME.length).toUpperCase()
  return NAME.startsWith(start)
}
