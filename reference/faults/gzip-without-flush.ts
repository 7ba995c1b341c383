import type { Fault } from '../fault.js'
import type { Piece } from '../piece.js'

export const gzipWithoutFlush: Fault = {
  name: 'gzip-without-flush',
  breaks: ['HTTP-11'],
  summary: 'The compressor is never flushed, so a compressed event waits until later events fill the buffer.',
  profile: 'sse',
  wrap: clean => ({
    outletOf: (exchange, head) => {
      const outlet = clean.outletOf(exchange, head)
      if (head.coding !== 'gzip') return outlet
      let held: Piece[] = []
      let held_bytes = 0
      const flush = () => {
        for (const piece of held) outlet.write(piece)
        held = []
        held_bytes = 0
      }
      return {
        ...outlet,
        write: piece => {
          held.push(piece)
          held_bytes += piece.bytes.length
          if (held_bytes >= 16 * 1024) flush()
        },
        end: () => {
          flush()
          outlet.end()
        },
      }
    },
  }),
}
