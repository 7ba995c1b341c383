import type { Fault } from '../../fault.js'
import type { Piece } from '../../piece.js'

const WHILE_MS = 1_500

export const eventsGatheredForAWhile: Fault = {
  name: 'events-gathered-for-a-while',
  breaks: ['HTTP-10', 'RES-03b', 'RES-04c', 'RES-04d', 'SYN-17'],
  summary: 'Events are collected for 1.5 s and sent together, to save writes.',
  profile: 'matrix',
  wrap: clean => ({
    outletOf: (exchange, head) => {
      const outlet = clean.outletOf(exchange, head)
      const held: Piece[] = []
      let timer: NodeJS.Timeout | undefined
      const flush = () => {
        clearTimeout(timer)
        timer = undefined
        for (const piece of held.splice(0)) outlet.write(piece)
      }
      outlet.onClose(() => clearTimeout(timer))
      return {
        ...outlet,
        write: piece => {
          if (piece.kind !== 'event') return outlet.write(piece)
          held.push(piece)
          timer ??= setTimeout(flush, WHILE_MS)
        },
        end: () => {
          flush()
          outlet.end()
        },
      }
    },
  }),
}
