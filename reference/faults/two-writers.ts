import type { Fault } from '../fault.js'
import { type Piece, sliceOf } from '../piece.js'

// More than fits into a single write.
const LARGE_BYTES = 16 * 1024
const BETWEEN_MS = 20

export const twoWriters: Fault = {
  name: 'two-writers',
  breaks: ['FRM-30'],
  summary: 'Two publishers write to one response without a lock, each in two writes, so events published at the same time get mixed.',
  profile: 'sse',
  wrap: clean => ({
    outletOf: (exchange, head) => {
      const outlet = clean.outletOf(exchange, head)
      const half = (piece: Piece, start: number, end: number) => outlet.write(sliceOf(piece.bytes, start, end))
      return {
        ...outlet,
        write: piece => {
          if (piece.kind !== 'event' || piece.chunked === undefined || piece.bytes.length < LARGE_BYTES) return outlet.write(piece)
          const middle = piece.bytes.length >> 1
          half(piece, 0, middle)
          setTimeout(() => half(piece, middle, piece.bytes.length), BETWEEN_MS)
        },
      }
    },
  }),
}
