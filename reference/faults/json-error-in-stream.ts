import type { Fault } from '../fault.js'
import { pieceOf } from '../piece.js'

export const jsonErrorInStream: Fault = {
  name: 'json-error-in-stream',
  breaks: ['LIF-08b', 'LIF-08'],
  summary: 'On an internal error, the JSON error of the rest of the API is written into the open stream.',
  profile: 'sse',

  wrap: clean => ({
    fail: stream => {
      const error = `${JSON.stringify({ error: { code: 500, message: 'internal' } })}\n\n`
      if (!stream.closed) stream.outlet.write(pieceOf('event', Buffer.from(error), stream.server.parts.chunkSize))
      clean.fail(stream)
    },
  }),
}
