/**
 * Finds invalid UTF-8, like the decoder of the Encoding standard: https://encoding.spec.whatwg.org/#utf-8-decoder
 *
 * `report` receives the index of the first byte and the number of bytes of each sequence that becomes one U+FFFD. A sequence cut by
 * `end` is reported too. For input that is usually valid, call `isUtf8` of `node:buffer` first: it is much faster.
 */
export function invalidUtf8Sequences(bytes: Uint8Array, start: number, end: number, report: (index: number, length: number) => void): void {
  let at = start
  while (at < end) {
    const lead = bytes[at] ?? 0
    const needed = continuationBytes(lead)
    let length = 1
    while (length <= needed && at + length < end && continues(lead, length, bytes[at + length] ?? 0)) length++
    if (needed < 0 || length <= needed) report(at, length)
    at += length
  }
}

/** Whether a character of several bytes begins with this one. */
export const beginsSequence = (byte: number): boolean => continuationBytes(byte) > 0

/** How many bytes follow the lead byte; -1 if it is not a lead byte. */
function continuationBytes(lead: number): number {
  if (lead < 0x80) return 0
  if (lead < 0xc2 || lead > 0xf4) return -1
  return lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
}

/** The second byte has narrower bounds after four leads: no overlong forms, no surrogates, nothing above U+10FFFF. */
function continues(lead: number, index: number, byte: number): boolean {
  const lower = index > 1 ? 0x80 : lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const upper = index > 1 ? 0xbf : lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  return byte >= lower && byte <= upper
}
