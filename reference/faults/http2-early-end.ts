import type { Fault } from '../fault.js'

export const http2EarlyEnd: Fault = {
  name: 'http2-early-end',
  breaks: ['HTTP-19', 'LIF-11'],
  summary: 'A helper for short responses sets END_STREAM with the first event, although more events follow.',
  profile: 'sse',
  wrap: clean => ({
    outletOf: (exchange, head) => {
      const outlet = clean.outletOf(exchange, head)
      if (exchange.version !== '2') return outlet
      return {
        ...outlet,
        write: piece => {
          outlet.write(piece)
          if (piece.kind === 'event' && piece.last) outlet.end()
        },
      }
    },
  }),
}
