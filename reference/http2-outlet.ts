/** An event stream over an HTTP/2 stream (RFC 9113). */

import { constants, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import type { Field } from './head.js'
import type { Counters } from './metrics.js'
import type { Outlet } from './outlet.js'
import { PENDING_BYTES } from './piece.js'

export function http2Outlet(stream: ServerHttp2Stream, counters: Counters): Outlet {
  return {
    head: head => {
      if (!stream.destroyed) stream.respond({ ':status': head.status, ...http2Fields(head.fields) })
    },
    write: piece => {
      if (stream.destroyed || stream.writableEnded) return
      counters.bytes_sent += piece.bytes.length
      stream.write(piece.bytes)
    },
    pending_bytes: () => stream.writableLength,
    full: () => stream.writableLength >= PENDING_BYTES,
    onDrain: then => stream.once('drain', then),
    onClose: then => stream.once('close', then),
    end: () => stream.end(),
    destroy: () => {
      stream.close(constants.NGHTTP2_CANCEL)
      stream.destroy()
    },
  }
}

/** Header fields in the format of node:http2. */
export function http2Fields(fields: readonly Field[]): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {}
  for (const [name, value] of fields) headers[name.toLowerCase()] = value
  return headers
}
