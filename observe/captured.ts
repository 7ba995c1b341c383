import type { createResponseReader } from '../wire/index.js'

/** Captured bytes, whose format is detected from the bytes themselves. */
export interface Captured {
  push(bytes: Buffer, t: number): void
  close(t: number): void
}

const BEGINNING = Buffer.from('HTTP/')
const LF = 0x0a
const CHUNK_LINE_BYTES = 4096

/** RFC 9112 §7.1: the beginning of chunked content, which no event stream begins with. */
const CHUNK_LINE = /^[0-9a-f]+[ \t]*(;.*)?\r?\n/i

/**
 * Detects from the first bytes whether there are response headers, and from the first line after them whether the chunked coding is still present,
 * because curl -i prints the headers but removes the coding. HTTP goes to `http1`, everything else is `content`.
 */
export const readCaptured = (
  http1: ReturnType<typeof createResponseReader>,
  content: (bytes: Buffer, offset: number, t: number) => void,
): Captured => {
  let state: 'beginning' | 'head' | 'chunk-line' | 'http' | 'content' = 'beginning'
  let received = 0
  let waiting: Buffer = Buffer.alloc(0)

  const release = (bytes: Buffer, to: 'http' | 'content', t: number) => {
    state = to
    waiting = Buffer.alloc(0)
    if (to === 'http') http1.push(bytes, t)
    else content(bytes, received - bytes.length, t)
  }
  const takeBeginning = (bytes: Buffer, t: number) => {
    const length = Math.min(bytes.length, BEGINNING.length)
    if (!BEGINNING.subarray(0, length).equals(bytes.subarray(0, length))) release(bytes, 'content', t)
    else if (length < BEGINNING.length) waiting = bytes
    else takeHead(bytes, t)
  }
  // Line by line, so that nothing after the headers is read before its format is known.
  const takeHead = (bytes: Buffer, t: number) => {
    state = 'head'
    waiting = Buffer.alloc(0)
    let from = 0
    while (from < bytes.length && http1.phase === 'head') {
      const lf = bytes.indexOf(LF, from)
      const end = lf < 0 ? bytes.length : lf + 1
      http1.push(bytes.subarray(from, end), t)
      from = end
    }
    if (http1.phase === 'head') return
    const rest = bytes.subarray(from)
    if (http1.delimiter === 'chunked') takeChunkLine(rest, t)
    else release(rest, 'http', t)
  }
  const takeChunkLine = (bytes: Buffer, t: number) => {
    state = 'chunk-line'
    waiting = bytes
    if (!bytes.includes(LF) && bytes.length < CHUNK_LINE_BYTES) return
    release(bytes, CHUNK_LINE.test(bytes.toString('latin1', 0, CHUNK_LINE_BYTES)) ? 'http' : 'content', t)
  }
  return {
    push: (bytes, t) => {
      received += bytes.length
      if (state === 'http') http1.push(bytes, t)
      else if (state === 'content') content(bytes, received - bytes.length, t)
      else if (state === 'head') takeHead(bytes, t)
      else if (state === 'chunk-line') takeChunkLine(Buffer.concat([waiting, bytes]), t)
      else takeBeginning(Buffer.concat([waiting, bytes]), t)
    },
    close: t => {
      // Too short to detect: it is content.
      if (waiting.length > 0) release(waiting, 'content', t)
    },
  }
}
