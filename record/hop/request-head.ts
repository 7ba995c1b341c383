/** A request head (RFC 9112 §3): names as sent, values without the whitespace around them, both latin1. */
export interface RequestHead {
  readonly method: string
  readonly target: string
  readonly version: '1.0' | '1.1'
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** In bytes, with its blank line. */
  readonly length: number
}

const BLANK = '\r\n\r\n'
const HEAD_BYTES = 256 << 10

/** The head at the beginning of these bytes: undefined while it is incomplete, and `not-http` if none can follow. */
export const requestHeadIn = (bytes: Buffer): RequestHead | 'not-http' | undefined => {
  const text = bytes.subarray(0, HEAD_BYTES).toString('latin1')
  const end = text.indexOf(BLANK)
  if (end < 0) return bytes.length >= HEAD_BYTES ? 'not-http' : undefined
  const [line = '', ...lines] = text.slice(0, end).split('\r\n')
  const [, method = '', target = '', version] = /^(\S+) (\S+) HTTP\/(1\.[01])$/.exec(line) ?? []
  if (version !== '1.0' && version !== '1.1') return 'not-http'
  const fields = lines.map(one => {
    const colon = one.indexOf(':')
    return [one.slice(0, colon), one.slice(colon + 1).trim()] as const
  })
  return { method, target, version, fields, length: end + BLANK.length }
}
