import { createPendingBytes } from './pending-bytes.js'
import { EXCERPT_BYTES, type SyntaxFault, type SyntaxFaultKind } from './syntax-fault.js'

const LF = 0x0a

/** A line of a head, without its terminator; latin1; `offset` of its first byte. */
export interface WireLine {
  text: string
  offset: number
}

/** Assembles lines. At most `limit` bytes are kept. */
export interface WireLines {
  /**
   * Takes bytes from `start` on, whose offset is `offset`, to the end of the line or of the bytes. Returns how many it took, and the line once it
   * is complete.
   * `tooLong`: the line has more than `limit` bytes; it is skipped to its end and returned with its first bytes.
   */
  take(
    bytes: Uint8Array,
    start: number,
    offset: number,
    limit: number,
    t: number,
  ): { taken: number; line: WireLine | undefined; tooLong: boolean }
  /** The unfinished line so far, or its first `length` bytes. */
  partial(length?: number): string
  /** Number of bytes of the unfinished line. */
  readonly length: number
  clear(): void
}

/** Lines end with CRLF; a bare LF also ends one, and a CR elsewhere is part of it. Both are reported (RFC 9112 §2.2). */
export function createWireLines(fault: (fault: SyntaxFault, t: number) => void): WireLines {
  const pending = createPendingBytes()
  let tooLong = false
  let lineOffset = 0

  function take(bytes: Uint8Array, start: number, offset: number, limit: number, t: number) {
    if (pending.length === 0) lineOffset = offset
    const lf = bytes.indexOf(LF, start)
    const end = lf === -1 ? bytes.length : lf
    const room = Math.max(0, limit + 1 - pending.length)
    if (end - start > room) tooLong = true
    pending.add(bytes.subarray(start, Math.min(end, start + room)), t)
    if (lf === -1) return { taken: end - start, line: undefined, tooLong }
    const result = { taken: end + 1 - start, line: finish(t), tooLong }
    tooLong = false
    return result
  }

  function finish(t: number): WireLine {
    const sent = pending.take().toString('latin1')
    const hasCr = sent.endsWith('\r')
    const text = hasCr ? sent.slice(0, -1) : sent
    if (!hasCr && !tooLong) fault(faultOf('bare-lf', text, lineOffset + sent.length), t)
    const cr = text.indexOf('\r')
    if (cr !== -1) fault(faultOf('bare-cr', text.slice(cr), lineOffset + cr), t)
    return { text, offset: lineOffset }
  }

  function clear(): void {
    pending.clear()
    tooLong = false
  }

  return {
    take,
    clear,
    partial: length => pending.peek().toString('latin1', 0, length),
    get length() {
      return pending.length
    },
  }
}

export function faultOf(what: SyntaxFaultKind, excerpt: string, offset: number): SyntaxFault {
  return { what, offset, excerpt: excerpt.slice(0, EXCERPT_BYTES) }
}
