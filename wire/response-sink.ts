import type { SyntaxFault } from './syntax-fault.js'

/** A field line of a head or a trailer section: name as sent, value without the whitespace around it, both latin1; `offset` of its first byte. */
export interface FieldLine {
  name: string
  value: string
  offset: number
}

/**
 * A response head. `offset` is that of its first byte, `end` that of the byte after its blank line. `interim`: a 1xx other than 101, followed by
 * another head.
 * `version` is the text after `HTTP/`.
 */
export interface ResponseHead {
  version: string
  status: number
  reason: string
  fields: FieldLine[]
  offset: number
  end: number
  interim: boolean
}

/** What ends the body: RFC 9112 §6.3. `none`: there is no body. `close`: the end of the connection, so a cut looks like a normal end. */
export type BodyDelimiter = 'chunked' | 'length' | 'close' | 'none'

/**
 * Receives reports in the order of the bytes. Offsets count the connection's bytes from the first one pushed; `t` is as pushed. Body bytes are
 * views, not copies.
 */
export interface ResponseSink {
  head?: ((head: ResponseHead, t: number) => void) | undefined
  /** Bytes of the content, transfer coding removed; `offset` is that of `bytes[0]` on the connection. */
  body?: ((bytes: Uint8Array, offset: number, t: number) => void) | undefined
  /** A chunk begins, including the last one (size 0); `offset` is that of its size. `size` in bytes. */
  chunk?: ((size: number, offset: number, t: number) => void) | undefined
  trailers?: ((fields: FieldLine[], t: number) => void) | undefined
  fault?: ((fault: SyntaxFault, t: number) => void) | undefined
  /** The message is complete; `offset` is that of the byte after it. */
  end?: ((how: 'final-chunk' | 'length' | 'none' | 'close', offset: number, t: number) => void) | undefined
}
