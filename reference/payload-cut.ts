/** A payload truncated by a fixed-size buffer, for the faults that cut one. */

/** As much of the payload as fits into less than `limit_bytes`, cut between two characters. */
export function cutAt(limit_bytes: number, payload: string): string {
  const bytes = Buffer.from(payload)
  if (bytes.length < limit_bytes) return payload
  let end = limit_bytes - 1
  // A byte of the form 10xxxxxx continues the character before it (RFC 3629 §3).
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.toString('utf8', 0, end)
}
