import type { HeaderField } from './hpack.js'

/** Frame types of RFC 9113 §6. */
export const FRAME = {
  data: 0,
  headers: 1,
  priority: 2,
  rstStream: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const

/** Flags; END_STREAM and ACK share a bit. */
export const FLAG = { endStream: 0x1, ack: 0x1, endHeaders: 0x4, padded: 0x8, priority: 0x20 } as const

/** Settings of RFC 9113 §6.5.2 and RFC 8441. */
export const SETTING = {
  headerTableSize: 1,
  enablePush: 2,
  maxConcurrentStreams: 3,
  initialWindowSize: 4,
  maxFrameSize: 5,
  maxHeaderListSize: 6,
  enableConnectProtocol: 8,
} as const

/** `length` in bytes is that of the payload, padding included: what flow control counts for DATA. `offset` is that of the frame's first byte. */
export interface Frame {
  type: number
  flags: number
  streamId: number
  length: number
  offset: number
}

/** A field section, HEADERS with its CONTINUATIONs; `offset` of the first frame, `end` that of the byte after the last. */
export interface FieldSection {
  streamId: number
  fields: HeaderField[]
  endStream: boolean
  offset: number
  end: number
}

export type FrameFaultKind =
  /** The connection does not begin with SETTINGS (§3.4); the rest is unreadable. */
  | 'not-http2'
  /** A frame above the limit (§4.2); the rest is unreadable. */
  | 'frame-too-large'
  /** A payload of a length that its type does not allow (§6); skipped. */
  | 'frame-size'
  /** A frame on stream 0 that needs a stream, or the reverse (§6); skipped. */
  | 'stream-id'
  /** Padding as long as the payload or longer (§6.1); skipped. */
  | 'padding'
  /** A field section that is interrupted, or continued without one (§6.10); the rest is unreadable. */
  | 'continuation'
  /** More than 64 KiB of field section; the rest is unreadable. */
  | 'head-too-long'
  /** A field section that HPACK cannot decode (§4.3); this and later ones are not reported. */
  | 'field-section'
  /** The connection closed within a frame or a field section. */
  | 'incomplete'

export interface FrameFault {
  what: FrameFaultKind
  streamId: number
  offset: number
}

/**
 * Receives reports in the order of the bytes; `t` as pushed. Offsets count the connection's bytes from the first one pushed. Bytes are views, not
 * copies.
 */
export interface FrameSink {
  /** Every frame, as soon as its header is complete. */
  frame?: ((frame: Frame, t: number) => void) | undefined
  headers?: ((section: FieldSection, t: number) => void) | undefined
  /** DATA without its padding, as it arrives, not only when the frame is complete; `offset` is that of `bytes[0]`. */
  data?: ((streamId: number, bytes: Uint8Array, offset: number, t: number) => void) | undefined
  /** END_STREAM, after the headers or data of its frame. `offset` is that of the byte after it. */
  endStream?: ((streamId: number, offset: number, t: number) => void) | undefined
  /** Values in the order sent, by identifier. */
  settings?: ((settings: { ack: boolean; values: [identifier: number, value: number][]; offset: number }, t: number) => void) | undefined
  ping?: ((ping: { ack: boolean; opaque: Uint8Array; offset: number }, t: number) => void) | undefined
  goaway?: ((goaway: { lastStreamId: number; errorCode: number; debug: Uint8Array; offset: number }, t: number) => void) | undefined
  rstStream?: ((reset: { streamId: number; errorCode: number; offset: number }, t: number) => void) | undefined
  windowUpdate?: ((update: { streamId: number; increment: number; offset: number }, t: number) => void) | undefined
  fault?: ((fault: FrameFault, t: number) => void) | undefined
}
