import type { Fault } from '../fault.js'
import type { Piece } from '../piece.js'

export const writesBuffered: Fault = {
  name: 'writes-buffered',
  breaks: ['HTTP-10', 'FRM-12b', 'FRM-20b', 'HTTP-19', 'ID-08', 'RES-02', 'RES-03', 'RES-05', 'RES-12', 'RES-13'],
  summary: 'Writes go to a buffer that is never flushed: an event is sent only when the next one arrives or 16 KiB have accumulated.',
  profile: 'sse',
  wrap: clean => ({
    outletOf: (exchange, head) => {
      const outlet = clean.outletOf(exchange, head)
      let held: Piece | undefined
      const flush = () => {
        if (held !== undefined) outlet.write(held)
        held = undefined
      }
      return {
        ...outlet,
        write: piece => {
          // Heartbeats are flushed but bypass the buffer; an event in slices is larger than the buffer.
          if (piece.kind === 'event') flush()
          if (piece.kind === 'event' && piece.chunked !== undefined && piece.bytes.length < 16 * 1024) held = piece
          else outlet.write(piece)
        },
        end: () => {
          flush()
          outlet.end()
        },
      }
    },
  }),
}
