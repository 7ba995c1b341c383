import { encodeFields, type HeaderField } from './hpack.js'
import { FLAG, FRAME } from './http2-frames.js'

/** The smallest SETTINGS_MAX_FRAME_SIZE, which every peer accepts. */
const MAX_FRAME_BYTES = 16_384

/** Encoders for a minimal client (RFC 9113). `http2.preface()` comes first, followed by `settings`. */
export const http2 = {
  /** The client's connection preface, without the SETTINGS frame that must follow (§3.4). */
  preface: (): Uint8Array => Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1'),

  /** Values by identifier (`SETTING`), §6.5. */
  settings: (values: readonly (readonly [identifier: number, value: number])[]): Uint8Array => {
    const payload = Buffer.alloc(6 * values.length)
    for (const [index, [identifier, value]] of values.entries()) {
      payload.writeUInt16BE(identifier, 6 * index)
      payload.writeUInt32BE(value, 6 * index + 2)
    }
    return frame(FRAME.settings, 0, 0, payload)
  },

  settingsAck: (): Uint8Array => frame(FRAME.settings, FLAG.ack, 0, Buffer.alloc(0)),

  /** §6.7; `opaque` are the eight bytes of the PING that is answered. */
  pingAck: (opaque: Uint8Array): Uint8Array => frame(FRAME.ping, FLAG.ack, 0, opaque),

  /** HEADERS, with CONTINUATIONs if they do not fit into a frame (§6.2, §6.10). Pseudo-header fields come first. Nothing is validated. */
  headers: (streamId: number, fields: readonly HeaderField[], endStream: boolean): Uint8Array => {
    const block = encodeFields(fields)
    const frames: Uint8Array[] = []
    for (let at = 0; at === 0 || at < block.length; at += MAX_FRAME_BYTES) {
      const isLast = at + MAX_FRAME_BYTES >= block.length
      const flags = (isLast ? FLAG.endHeaders : 0) | (at === 0 && endStream ? FLAG.endStream : 0)
      frames.push(frame(at === 0 ? FRAME.headers : FRAME.continuation, flags, streamId, block.subarray(at, at + MAX_FRAME_BYTES)))
    }
    return Buffer.concat(frames)
  },

  /** DATA for a request's body, in frames of at most 16 KiB (§6.1); the caller handles windows. */
  data: (streamId: number, bytes: Uint8Array, endStream: boolean): Uint8Array => {
    const frames: Uint8Array[] = []
    for (let at = 0; at === 0 || at < bytes.length; at += MAX_FRAME_BYTES) {
      const isLast = at + MAX_FRAME_BYTES >= bytes.length
      frames.push(frame(FRAME.data, isLast && endStream ? FLAG.endStream : 0, streamId, bytes.subarray(at, at + MAX_FRAME_BYTES)))
    }
    return Buffer.concat(frames)
  },

  /** §6.9; stream 0 is the connection. `increment` in bytes, 1 to 2^31 - 1. */
  windowUpdate: (streamId: number, increment: number): Uint8Array => frame(FRAME.windowUpdate, 0, streamId, uint32(increment)),

  /** §6.4; codes of §7: 0 NO_ERROR, 8 CANCEL. */
  rstStream: (streamId: number, errorCode: number): Uint8Array => frame(FRAME.rstStream, 0, streamId, uint32(errorCode)),

  /** §6.8. */
  goaway: (lastStreamId: number, errorCode: number): Uint8Array =>
    frame(FRAME.goaway, 0, 0, Buffer.concat([uint32(lastStreamId), uint32(errorCode)])),
} as const

function frame(type: number, flags: number, streamId: number, payload: Uint8Array): Uint8Array {
  const header = Buffer.alloc(9)
  header.writeUIntBE(payload.length, 0, 3)
  header.writeUInt8(type, 3)
  header.writeUInt8(flags, 4)
  header.writeUInt32BE(streamId, 5)
  return Buffer.concat([header, payload])
}

function uint32(value: number): Buffer {
  const octets = Buffer.alloc(4)
  octets.writeUInt32BE(value)
  return octets
}
