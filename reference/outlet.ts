/** Where the bytes of a stream go: an HTTP/1 connection or an HTTP/2 stream, plain or compressed. */

import type { Duplex } from 'node:stream'
import { crc32 } from 'node:zlib'
import type { Exchange } from './exchange.js'
import { type StreamHead, writtenHead } from './head.js'
import { http2Outlet } from './http2-outlet.js'
import { chunkOf, deflated, PENDING_BYTES, type Piece } from './piece.js'

export interface Outlet {
  head(head: StreamHead): void
  write(piece: Piece): void
  /** Bytes in user space that wait for the reader. */
  pending_bytes(): number
  /** Whether so much is waiting for the reader that nothing more should be written. */
  full(): boolean
  /** Calls back once, when the reader has taken what was pending. Only while `full()`. */
  onDrain(then: () => void): void
  /** Calls back once, when the connection or the HTTP/2 stream is gone. */
  onClose(then: () => void): void
  /** Ends the content cleanly. */
  end(): void
  /** Disconnects. */
  destroy(): void
}

export function outletOf(exchange: Exchange, head: StreamHead): Outlet {
  const { http2Stream, server } = exchange
  const outlet = http2Stream === undefined ? http1Outlet(exchange, head) : http2Outlet(http2Stream, server.counters)
  return head.coding === 'gzip' ? gzipOutlet(outlet) : outlet
}

/** HTTP/1 connections that carry a stream: nothing else may be written to them. */
export const streaming = new WeakSet<Duplex>()

/** Writes response headers and chunks itself, bypassing `http.ServerResponse`: less memory per stream, and one system call per event. */
function http1Outlet({ server, socket }: Exchange, head: StreamHead): Outlet {
  const { chunked } = head
  streaming.add(socket)
  const send = (bytes: Buffer) => {
    if (!socket.writable) return
    server.counters.bytes_sent += bytes.length
    socket.write(bytes)
  }
  return {
    head: given => send(writtenHead(given)),
    write: piece => send(chunked ? (piece.chunked ?? chunkOf(piece.bytes, server.parts.chunkSize)) : piece.bytes),
    pending_bytes: () => socket.writableLength,
    full: () => socket.writableLength >= PENDING_BYTES,
    onDrain: then => socket.once('drain', then),
    // It fires once, and `once` would allocate three objects per stream.
    onClose: then => socket.on('close', then),
    end: () => {
      // The last chunk distinguishes the end from a cut (RFC 9112 §7.1 and §8).
      if (chunked) send(server.parts.lastChunk())
      socket.end()
    },
    destroy: () => socket.destroy(),
  }
}

const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
const LAST_BLOCK = Buffer.from([0x03, 0x00])

/** One gzip member for the whole stream (RFC 1952). Between events it keeps only a checksum and a length. */
function gzipOutlet(outlet: Outlet): Outlet {
  let checksum = 0
  let length_bytes = 0
  const pass = (bytes: Buffer, piece: Pick<Piece, 'kind' | 'last'>) =>
    outlet.write({ kind: piece.kind, last: piece.last, bytes, chunked: undefined, deflated: undefined })
  return {
    ...outlet,
    head: head => {
      outlet.head(head)
      pass(GZIP_HEADER, { kind: 'opening', last: true })
    },
    write: piece => {
      checksum = crc32(piece.bytes, checksum)
      length_bytes += piece.bytes.length
      pass(deflated(piece), piece)
    },
    end: () => {
      const trailer = Buffer.alloc(8)
      trailer.writeUInt32LE(checksum >>> 0, 0)
      trailer.writeUInt32LE(length_bytes % 2 ** 32, 4)
      pass(Buffer.concat([LAST_BLOCK, trailer]), { kind: 'opening', last: true })
      outlet.end()
    },
  }
}
