import { parseFieldLine } from './response-head.js'
import type { FieldLine, ResponseSink } from './response-sink.js'
import type { SyntaxFault, SyntaxFaultKind } from './syntax-fault.js'
import { createWireLines, faultOf } from './wire-line.js'

const CHUNK_SIZE_LINE_BYTES = 4 << 10
const TRAILERS_BYTES = 64 << 10
const CR = 0x0d
const LF = 0x0a

export interface ChunkedReader {
  /** Reads from `start` on, whose offset on the connection is `offset`; returns how many bytes belong to the body: all, unless it ends here. */
  take(bytes: Uint8Array, start: number, offset: number, t: number): number
  readonly phase: 'size' | 'data' | 'data-end' | 'trailers' | 'done' | 'unreadable'
}

/** Reads a body in the chunked coding (RFC 9112 §7.1), its last chunk and trailers included. Once it cannot be read, the rest is ignored. */
export function createChunkedReader(sink: ResponseSink): ChunkedReader {
  const lines = createWireLines((fault, t) => sink.fault?.(fault, t))
  let phase: ChunkedReader['phase'] = 'size'
  let left_bytes = 0
  let sawCr = false
  let toldTooLong = false
  let trailers: FieldLine[] = []
  let trailersOffset = 0

  function take(bytes: Uint8Array, start: number, offset: number, t: number): number {
    let at = start
    while (at < bytes.length && phase !== 'done') {
      const here = offset + at - start
      if (phase === 'size') at += takeSize(bytes, at, here, t)
      else if (phase === 'data') at += takeData(bytes, at, here, t)
      else if (phase === 'data-end') at += takeDataEnd(bytes, at, here, t)
      else if (phase === 'trailers') at += takeTrailer(bytes, at, here, t)
      else return bytes.length - start
    }
    return at - start
  }

  function takeSize(bytes: Uint8Array, at: number, offset: number, t: number): number {
    const { taken, line, tooLong } = lines.take(bytes, at, offset, CHUNK_SIZE_LINE_BYTES, t)
    if (tooLong && !toldTooLong) {
      const text = line?.text ?? lines.partial()
      const sizeOffset = line?.offset ?? offset + taken - text.length
      if (!text.includes(';')) return fail('chunk-size', text, sizeOffset, t, taken)
      toldTooLong = true
      sink.fault?.(faultOf('chunk-extension-too-long', text, sizeOffset), t)
    }
    if (line === undefined) return taken
    toldTooLong = false
    const [, digits = '', whitespace = '', rest = ''] = /^([0-9a-f]*)([ \t]*)(.*)$/is.exec(line.text) ?? []
    if (digits === '' || (rest !== '' && !rest.startsWith(';'))) return fail('chunk-size', line.text, line.offset, t, taken)
    const size = Number(`0x${digits}`)
    if (!Number.isSafeInteger(size)) return fail('chunk-size-too-large', line.text, line.offset, t, taken)
    if (whitespace !== '' && rest === '') sink.fault?.(faultOf('chunk-size', line.text, line.offset), t)
    sink.chunk?.(size, line.offset, t)
    left_bytes = size
    phase = size === 0 ? 'trailers' : 'data'
    trailersOffset = offset + taken
    return taken
  }

  function takeData(bytes: Uint8Array, at: number, offset: number, t: number): number {
    const taken = Math.min(left_bytes, bytes.length - at)
    left_bytes -= taken
    if (left_bytes === 0) phase = 'data-end'
    sink.body?.(bytes.subarray(at, at + taken), offset, t)
    return taken
  }

  function takeDataEnd(bytes: Uint8Array, at: number, offset: number, t: number): number {
    if (bytes[at] === CR && !sawCr) {
      sawCr = true
      return 1
    }
    // Only this byte: the next one may not have arrived yet.
    const excerpt = Buffer.from(bytes.subarray(at, at + 1)).toString('latin1')
    if (bytes[at] !== LF) return fail('chunk-end', excerpt, offset, t, 1)
    if (!sawCr) sink.fault?.(faultOf('bare-lf', excerpt, offset), t)
    sawCr = false
    phase = 'size'
    return 1
  }

  function takeTrailer(bytes: Uint8Array, at: number, offset: number, t: number): number {
    const { taken, line, tooLong } = lines.take(bytes, at, offset, TRAILERS_BYTES - (offset - lines.length - trailersOffset), t)
    if (tooLong) return fail('head-too-long', line?.text ?? lines.partial(), trailersOffset, t, taken)
    if (line === undefined) return taken
    if (line.text !== '') {
      parseFieldLine(line, trailers, (what, excerpt, where) => {
        sink.fault?.(faultOf(what === 'no-colon' ? 'trailer' : what, excerpt, where), t)
      })
      return taken
    }
    phase = 'done'
    if (trailers.length > 0) sink.trailers?.(trailers, t)
    trailers = []
    sink.end?.('final-chunk', offset + taken, t)
    return taken
  }

  function fail(what: SyntaxFaultKind, excerpt: string, offset: number, t: number, taken: number): number {
    phase = 'unreadable'
    lines.clear()
    const fault: SyntaxFault = faultOf(what, excerpt, offset)
    sink.fault?.(fault, t)
    return taken
  }

  return {
    take,
    get phase() {
      return phase
    },
  }
}
