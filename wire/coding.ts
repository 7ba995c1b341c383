import { Z_BUF_ERROR, Z_NEED_DICT, Z_OK, Z_STREAM_END, Z_SYNC_FLUSH, ZStream, zlibInflate, zlibInflateInit2, zlibInflateReset } from 'pako'

const OUTPUT_BYTES = 32 << 10
const DEFAULT_LIMIT_BYTES = 1 << 30
/** Window bits as zlib takes them: 15, plus 16 for the gzip wrapper, negative for none. */
const ZLIB_WINDOW = 15
const GZIP_WINDOW = 31
const RAW_WINDOW = -15

export type DecoderFault =
  /** The output exceeded its limit; no more is returned. */
  | 'expands-too-much'
  /** The data is not valid in that coding. */
  | 'invalid'
  /** It requires a preset dictionary (RFC 1950 §2.2), which HTTP does not provide. */
  | 'needs-dictionary'

export interface Decoder {
  /**
   * All content decoded from the bytes so far, in pieces of at most 32 KiB. Data the sender flushed is returned at once. Empty after a fault. Never
   * throws.
   */
  push(bytes: Uint8Array): Uint8Array[]
  /** Why decoding stopped. Earlier output remains valid. */
  readonly fault: DecoderFault | undefined
  /** The coding's own end was reached (not the connection's): a gzip trailer, a zlib checksum. A further gzip member may follow. */
  readonly ended: boolean
  /** `deflate` without its zlib wrapper, as some servers wrongly send it (RFC 9110 §8.4.1.2). */
  readonly unwrapped: boolean
}

/**
 * Removes a content coding (RFC 9110 §8.4.1), incrementally and without delay: `gzip`, `x-gzip`, `deflate`, and `identity`, in any case. Undefined
 * for
 * any other, including `br` and `zstd`, and for lists. At most `limit_bytes` (default 1 GiB) of output are returned in total.
 */
export function createDecoder(coding: string, limit_bytes = DEFAULT_LIMIT_BYTES): Decoder | undefined {
  switch (coding.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createInflater(true, limit_bytes)
    case 'deflate':
      return createInflater(false, limit_bytes)
    case 'identity':
      return { push: bytes => [bytes], fault: undefined, ended: false, unwrapped: false }
    default:
      return undefined
  }
}

function createInflater(gzip: boolean, limit_bytes: number): Decoder {
  const stream = new ZStream()
  const scratch = new Uint8Array(OUTPUT_BYTES)
  let begun = false
  let output_bytes = 0
  let fault: DecoderFault | undefined
  let ended = false
  let unwrapped = false

  function push(bytes: Uint8Array): Uint8Array[] {
    const pieces: Uint8Array[] = []
    if (fault !== undefined || bytes.length === 0) return pieces
    if (!begun) begin(bytes[0] ?? 0)
    stream.input = bytes
    stream.next_in = 0
    stream.avail_in = bytes.length
    // While the output buffer fills up there may be more output, even without input.
    do step(pieces)
    while (fault === undefined && (stream.avail_in > 0 || stream.avail_out === 0))
    stream.input = scratch.subarray(0, 0)
    return pieces
  }

  function begin(firstByte: number): void {
    begun = true
    // A zlib wrapper begins with the method, 8, in the low half (RFC 1950 §2.2); a deflate block with that in its first byte is rare.
    unwrapped = !gzip && (firstByte & 0x0f) !== 8
    zlibInflateInit2(stream, gzip ? GZIP_WINDOW : unwrapped ? RAW_WINDOW : ZLIB_WINDOW)
  }

  function step(pieces: Uint8Array[]): void {
    if (ended) nextMember()
    if (fault !== undefined) return
    stream.output = scratch
    stream.next_out = 0
    stream.avail_out = OUTPUT_BYTES
    const available = stream.avail_in
    const status = zlibInflate(stream, Z_SYNC_FLUSH)
    if (stream.next_out > 0) give(pieces, scratch.slice(0, stream.next_out))
    if (status === Z_STREAM_END) ended = true
    else if (status === Z_NEED_DICT) fault = 'needs-dictionary'
    else if (status !== Z_OK && status !== Z_BUF_ERROR) fault ??= 'invalid'
    // Without progress on available input, the loop would never end.
    else if (available > 0 && stream.avail_in === available && stream.next_out === 0) fault ??= 'invalid'
    // At the end, a full output buffer holds nothing back.
    if (ended && stream.avail_in === 0) stream.avail_out = OUTPUT_BYTES
  }

  /** Gzip members may follow each other (RFC 1952 §2.2). Anything else after the end is invalid. */
  function nextMember(): void {
    if (!gzip) {
      fault = 'invalid'
      return
    }
    ended = false
    zlibInflateReset(stream)
  }

  function give(pieces: Uint8Array[], piece: Uint8Array): void {
    const room = limit_bytes - output_bytes
    if (piece.length > room) fault = 'expands-too-much'
    const given = piece.length > room ? piece.subarray(0, room) : piece
    output_bytes += given.length
    if (given.length > 0) pieces.push(given)
  }

  return {
    push,
    get fault() {
      return fault
    },
    get ended() {
      return ended
    },
    get unwrapped() {
      return unwrapped
    },
  }
}
