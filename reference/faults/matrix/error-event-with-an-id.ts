import type { Fault } from '../../fault.js'
import { pieceOf } from '../../piece.js'

export const errorEventWithAnId: Fault = {
  name: 'error-event-with-an-id',
  breaks: ['ID-06b'],
  summary: 'An internal error is reported as an event with its own id.',
  profile: 'matrix',
  wrap: clean => ({
    fail: stream => {
      const error = { errcode: 'M_UNKNOWN', error: 'internal error' }
      const bytes = Buffer.from(`id: error\ndata: ${JSON.stringify(error)}\n\n`)
      if (!stream.closed) stream.outlet.write(pieceOf('event', bytes, stream.server.parts.chunkSize))
      clean.fail(stream)
    },
  }),
}
