/** Bytes to be written to a stream, in the encodings that many streams can share. */

import { constants, deflateRawSync } from 'node:zlib'

export type PieceKind = 'opening' | 'heartbeat' | 'event'

export interface Piece {
  readonly kind: PieceKind
  readonly bytes: Buffer
  /** Whether an event ends with it. After any other piece, the stream is inside an event. */
  readonly last: boolean
  /** The same bytes as one chunk (RFC 9112 §7.1), created once for all streams; undefined if each stream does its own framing. */
  readonly chunked: Buffer | undefined
  /** The same bytes deflated and flushed, created by the first stream that needs them. */
  deflated: Buffer | undefined
}

/** An event over this size is written in slices, as its reader takes them. */
export const SLICE_BYTES = 64 * 1024

/** Bytes that may wait in user space for one reader. */
export const PENDING_BYTES = 64 * 1024

const CRLF = Buffer.from('\r\n')

export function pieceOf(kind: PieceKind, bytes: Buffer, chunkSize: (bytes: Buffer) => number): Piece {
  if (bytes.length > SLICE_BYTES) return { kind, bytes, last: true, chunked: undefined, deflated: undefined }
  const chunked = chunkOf(bytes, chunkSize)
  // The bytes are a view into the chunk, so the replay buffer holds them once.
  const start = chunked.length - bytes.length - CRLF.length
  return { kind, bytes: chunked.subarray(start, start + bytes.length), last: true, chunked, deflated: undefined }
}

/** A part of an event that is too large for one write. */
export function sliceOf(bytes: Buffer, start: number, end: number): Piece {
  return { kind: 'event', bytes: bytes.subarray(start, end), last: end >= bytes.length, chunked: undefined, deflated: undefined }
}

/** `chunk = chunk-size CRLF chunk-data CRLF`, where the size counts bytes (RFC 9112 §7.1). */
export function chunkOf(bytes: Buffer, chunkSize: (bytes: Buffer) => number): Buffer {
  return Buffer.concat([Buffer.from(`${chunkSize(bytes).toString(16)}\r\n`), bytes, CRLF])
}

/**
 * The bytes as separate deflate blocks, flushed to a byte boundary. They refer to nothing before them, so one deflated event serves every compressed
 * stream, and a stream needs no compressor (RFC 1951; RFC 9110 §8.4).
 */
export function deflated(piece: Piece): Buffer {
  if (piece.deflated !== undefined) return piece.deflated
  const bytes = deflateRawSync(piece.bytes, { finishFlush: constants.Z_SYNC_FLUSH })
  if (piece.last) piece.deflated = bytes
  return bytes
}
