import type { Fault } from '../fault.js'
import type { Piece } from '../piece.js'

export const blankLineLate: Fault = {
  name: 'blank-line-late',
  breaks: ['FRM-04', 'HTTP-10', 'SYN-17'],
  summary: 'The blank line that ends an event is sent with the next write, so every event is dispatched late.',
  profile: 'sse',
  wrap: clean => ({
    outletOf: (exchange, head) => {
      const outlet = clean.outletOf(exchange, head)
      let owed = false
      const write = (piece: Piece, bytes: Buffer) => outlet.write({ ...piece, bytes, chunked: undefined, deflated: undefined })
      return {
        ...outlet,
        write: piece => {
          const bytes = owed ? Buffer.concat([Buffer.from('\n'), piece.bytes]) : piece.bytes
          owed = piece.kind === 'event' && piece.last
          write(piece, owed ? bytes.subarray(0, -1) : bytes)
        },
        end: () => {
          if (owed) write({ kind: 'event', bytes: Buffer.alloc(0), last: true, chunked: undefined, deflated: undefined }, Buffer.from('\n'))
          outlet.end()
        },
      }
    },
  }),
}
