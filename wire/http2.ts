import { FLAG, FRAME, type Frame, type FrameFaultKind, type FrameSink } from './http2-frames.js'
import { createPayloadReader } from './http2-payload.js'
import { createPendingBytes } from './pending-bytes.js'

const HEADER_BYTES = 9
const DEFAULT_FRAME_BYTES = 16_384

export interface FrameReader {
  /** The next bytes from the server, and when they were received. Never throws. */
  push(bytes: Uint8Array, t: number): void
  /** The connection closed; later pushes are ignored. */
  close(t: number): void
  /** False once the rest cannot be read and is ignored. */
  readonly readable: boolean
}

/**
 * Reads the HTTP/2 frames that a server sends (RFC 9113 §4 and §6), its connection preface included. It sends nothing: acknowledgements and windows
 * are up to
 * its caller. `frame_bytes` is the SETTINGS_MAX_FRAME_SIZE that was advertised, default 16,384.
 */
export function createFrameReader(sink: FrameSink, frame_bytes = DEFAULT_FRAME_BYTES): FrameReader {
  const header = createPendingBytes()
  const payload = createPendingBytes()
  const interpret = createPayloadReader(sink, fault)
  let frame: Frame | undefined
  /** Payload bytes of the frame still to come, and how many of them are DATA without padding; undefined until the pad length is known. */
  let left_bytes = 0
  let dataLeft_bytes: number | undefined
  let offset = 0
  let isFirst = true
  let readable = true

  function push(bytes: Uint8Array, t: number): void {
    let at = 0
    while (readable && at < bytes.length) {
      const taken = frame === undefined ? takeHeader(bytes, at, t) : takePayload(frame, bytes, at, t)
      at += taken
      offset += taken
      if (readable && frame !== undefined && left_bytes === 0) finish(frame, t)
    }
  }

  function takeHeader(bytes: Uint8Array, at: number, t: number): number {
    const part = bytes.subarray(at, at + HEADER_BYTES - header.length)
    const start = offset - header.length
    header.add(part, t)
    if (header.length < HEADER_BYTES) return part.length
    const octets = header.take()
    const begun: Frame = {
      length: octets.readUIntBE(0, 3),
      type: octets.readUInt8(3),
      flags: octets.readUInt8(4),
      streamId: octets.readUInt32BE(5) & 0x7fffffff,
      offset: start,
    }
    if (isFirst && begun.type !== FRAME.settings) fault('not-http2', begun, t)
    else if (begun.length > frame_bytes) fault('frame-too-large', begun, t)
    else begin(begun, t)
    isFirst = false
    return part.length
  }

  function begin(begun: Frame, t: number): void {
    frame = begun
    left_bytes = begun.length
    dataLeft_bytes = begun.flags & FLAG.padded ? undefined : begun.length
    sink.frame?.(begun, t)
    interpret.begin(begun, t)
  }

  function takePayload(current: Frame, bytes: Uint8Array, at: number, t: number): number {
    if (current.type === FRAME.data) return takeData(current, bytes, at, t)
    const part = bytes.subarray(at, at + left_bytes)
    payload.add(part, t)
    left_bytes -= part.length
    return part.length
  }

  function takeData(current: Frame, bytes: Uint8Array, at: number, t: number): number {
    if (dataLeft_bytes === undefined) {
      left_bytes--
      dataLeft_bytes = left_bytes - (bytes[at] ?? 0)
      if (dataLeft_bytes < 0) fault('padding', current, t)
      return 1
    }
    const data = bytes.subarray(at, at + Math.max(0, dataLeft_bytes))
    const taken = data.length > 0 ? data.length : Math.min(left_bytes, bytes.length - at)
    left_bytes -= taken
    dataLeft_bytes -= data.length
    if (data.length > 0 && current.streamId !== 0) sink.data?.(current.streamId, data, offset, t)
    return taken
  }

  function finish(finished: Frame, t: number): void {
    frame = undefined
    if (finished.type === FRAME.data) {
      if (dataLeft_bytes === undefined) fault('padding', finished, t)
      else if (finished.flags & FLAG.endStream && finished.streamId !== 0) sink.endStream?.(finished.streamId, offset, t)
      return
    }
    interpret.payload(finished, payload.take(), t)
  }

  function fault(what: FrameFaultKind, at: Pick<Frame, 'streamId' | 'offset'>, t: number): void {
    if (['not-http2', 'frame-too-large', 'continuation', 'head-too-long'].includes(what)) readable = false
    sink.fault?.({ what, streamId: at.streamId, offset: at.offset }, t)
  }

  function close(t: number): void {
    if (readable && (header.length > 0 || frame !== undefined || interpret.inFieldSection)) {
      fault('incomplete', { streamId: frame?.streamId ?? 0, offset }, t)
    }
    readable = false
  }

  return {
    push,
    close,
    get readable() {
      return readable
    },
  }
}
