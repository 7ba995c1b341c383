import type { Fault } from '../fault.js'
import { pieceOf } from '../piece.js'

export const errorPageInStream: Fault = {
  name: 'error-page-in-stream',
  breaks: ['LIF-08', 'LIF-08b'],
  summary: 'On an internal error, the framework writes its error page into the open stream.',
  profile: 'sse',
  wrap: clean => ({
    fail: stream => {
      const page = '<!DOCTYPE html>\n<html><head><title>500</title></head><body><h1>Internal Server Error</h1></body></html>\n'
      if (!stream.closed) stream.outlet.write(pieceOf('event', Buffer.from(page), stream.server.parts.chunkSize))
      clean.fail(stream)
    },
  }),
}
