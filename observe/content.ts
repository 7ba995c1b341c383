import type { OpenLine } from '../schemas/index.js'
import { createDecoder, type Decoder } from '../wire/index.js'
import type { Allowance } from './allowance.js'
import type { Carrying } from './carried.js'
import { createStreamReading, type StreamReading } from './stream.js'

/** Content that arrived at one time. */
export interface Piece {
  readonly bytes: Uint8Array
  readonly t: number
}

/**
 * The content of a response, without its transfer coding. After its content coding is removed as well, it is read as an event stream. Times are in
 * nanoseconds.
 */
export interface ContentReading {
  readonly stream: StreamReading
  readonly bytes: number
  /** Without its content coding, as it arrived, up to a limit; empty where nothing is compared with it. */
  readonly pieces: readonly Piece[]
  /** Its first characters, still coded. */
  readonly text: string
  readonly coding_fault: string | undefined
  /** Sets the content coding, in lower case, before any content. */
  code(coding: string | undefined): void
  push(bytes: Uint8Array, wireOffset: number, t: number): void
}

const TEXT_BYTES = 4096
const MOST_EVENTS = 5000
// Nothing is published into a capture, so its events are not searched one by one.
const MOST_CAPTURED_EVENTS = 500
const EXPANSION_BYTES = 64 << 20
const KEPT_BYTES = 16 << 20

export const readContent = (open: OpenLine, allowance: Allowance, carrying: Carrying): ContentReading => {
  const most_events = open.protocol === 'capture' ? MOST_CAPTURED_EVENTS : MOST_EVENTS
  const stream = createStreamReading({ connection: open.on, most_events, allowance, carrying })
  let decoder: Decoder | undefined
  let inflated = false
  let expands_too_much = false
  let bytes = 0
  let beginning = Buffer.alloc(0)
  const pieces: Piece[] = []
  let kept = 0
  const keep = (part: Uint8Array, t: number) => {
    if (carrying.keeps !== true || kept + part.length > KEPT_BYTES) return
    kept += part.length
    pieces.push({ bytes: part.slice(), t })
  }

  const inflate = (from: Decoder, coded: Uint8Array, t: number) => {
    if (allowance.inflated_bytes <= 0) {
      expands_too_much = true
      return
    }
    for (const part of from.push(coded)) {
      allowance.inflated_bytes -= part.length
      stream.push(part, undefined, t)
      keep(part, t)
    }
  }
  return {
    stream,
    pieces,
    get bytes() {
      return bytes
    },
    get text() {
      return beginning.toString('utf8')
    },
    get coding_fault() {
      if (expands_too_much) return 'expands-too-much'
      return inflated && decoder === undefined ? 'unknown coding' : decoder?.fault
    },
    code: coding => {
      inflated = coding !== undefined && coding !== 'identity'
      if (inflated && coding !== undefined) decoder = createDecoder(coding, EXPANSION_BYTES)
    },
    push: (part, wireOffset, t) => {
      bytes += part.length
      if (beginning.length < TEXT_BYTES) beginning = Buffer.concat([beginning, part.subarray(0, TEXT_BYTES - beginning.length)])
      if (decoder !== undefined) return inflate(decoder, part, t)
      stream.push(part, wireOffset, t)
      keep(part, t)
    },
  }
}
