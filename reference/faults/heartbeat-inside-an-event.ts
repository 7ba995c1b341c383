import type { Fault } from '../fault.js'

export const heartbeatInsideAnEvent: Fault = {
  name: 'heartbeat-inside-an-event',
  breaks: ['FRM-17', 'FRM-06', 'FRM-08', 'HB-12'],
  summary: 'A large event is written in slices, and the heartbeat timer fires between two of them.',
  profile: 'sse',
  wrap: clean => ({
    outletOf: (exchange, head) => {
      const outlet = clean.outletOf(exchange, head)
      let inside = false
      let paused = false
      let goOn: (() => void) | undefined
      return {
        ...outlet,
        full: () => paused || outlet.full(),
        // The event's next slice yields to the timer, like a producer that is slower than the connection.
        onDrain: then => {
          if (paused) goOn = then
          else outlet.onDrain(then)
        },
        write: piece => {
          outlet.write(piece)
          if (piece.kind === 'event') {
            paused = !inside && !piece.last
            inside = !piece.last
          } else if (paused) {
            paused = false
            goOn?.()
          }
        },
      }
    },
    beat: stream => {
      if (stream.bytes === undefined) clean.beat(stream)
      else if (!stream.outlet.full() || stream.outlet.pending_bytes() === 0) stream.outlet.write(stream.server.heartbeat)
    },
  }),
}
