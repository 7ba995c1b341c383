export { createDecoder, type Decoder, type DecoderFault } from './coding.js'
export {
  createDifferential,
  type DifferentialEventStream,
  type DifferentialSink,
  type Disagreement,
  type DispatchedEvent,
} from './differential.js'
export { createEventStream, type EventStream, type EventStreamOptions } from './event-stream.js'
export * from './event-stream-sink.js'
export type { HeaderField } from './hpack.js'
export { createFrameReader, type FrameReader } from './http2.js'
export { http2 } from './http2-encode.js'
export * from './http2-frames.js'
export { createResponseReader, type ResponseReader } from './response.js'
export * from './response-sink.js'
export type { SyntaxFault, SyntaxFaultKind } from './syntax-fault.js'
