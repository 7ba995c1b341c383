/** Deviations from the grammar of RFC 9112, and whether the rest of the connection can still be read after each. */
export type SyntaxFaultKind =
  /** Not exactly `HTTP/d.d SP 3DIGIT SP [reason]` (§4), but still understood. */
  | 'status-line'
  /** The first bytes are not an HTTP/1.x response; the rest is unreadable. */
  | 'not-http'
  /** Whitespace between field name and colon (§5.1). */
  | 'space-before-colon'
  /** A line that continues the previous one with leading whitespace (§5.2); readers unfold it. */
  | 'obs-fold'
  /** A line without a colon in place of a field line; skipped. */
  | 'no-colon'
  /** A field name that is not a token (§5.1). */
  | 'field-name'
  /** A control character in a field value (RFC 9110 §5.5). */
  | 'field-value'
  /** A CR without a following LF (§2.2), within a line of the head, a chunk size or a trailer. */
  | 'bare-cr'
  /** A line that ends with LF alone (§2.2); understood. */
  | 'bare-lf'
  /** More than 64 KiB of head, or of trailers; the rest is unreadable. */
  | 'head-too-long'
  /** More than 64 interim (1xx) responses; the rest is unreadable. */
  | 'too-many-interim'
  /** Content-Length is not a number, or has different numbers (§6.3); the body is read to the close of the connection. */
  | 'content-length'
  /** The chunked coding more than once, or not last, or in an HTTP/1.0 response (§6.1, §7.1). */
  | 'transfer-encoding'
  /** A chunk size that is not hexadecimal: the rest is unreadable. With only whitespace after it: understood. */
  | 'chunk-size'
  /** A chunk size over 2^53 - 1; the rest is unreadable. */
  | 'chunk-size-too-large'
  /** No CRLF after the chunk's data (§7.1); the rest is unreadable, except after a bare LF, which is `bare-lf`. */
  | 'chunk-end'
  /** Chunk extensions of more than 4 KiB; skipped. */
  | 'chunk-extension-too-long'
  /** A trailer line that is not a field line (§7.1.2); skipped. */
  | 'trailer'
  /** The connection closed before the message was complete (§8). */
  | 'incomplete'

/** `offset`: byte offset on the connection. `excerpt`: at most 64 bytes from there on, or of the line that has it, latin1, as sent: escape it before you show it. */
export interface SyntaxFault {
  what: SyntaxFaultKind
  offset: number
  excerpt: string
}

export const EXCERPT_BYTES = 64
