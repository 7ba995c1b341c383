import type { Span } from './content-spans.js'

/** Replaces secrets in bytes with asterisks of the same length, so that offsets stay valid. */
export interface Masking {
  /**
   * Masks complete secrets in these bytes, or in their content if chunk or frame headers split it. `held` is the length of a tail that may be the
   * beginning of a secret.
   */
  mask(bytes: Buffer, content: readonly Span[]): { masked: Buffer; held: number }
  /** There are no secrets to mask. */
  readonly idle: boolean
  /** Adds a secret that was issued during the run; it is masked verbatim from now on. */
  add(secret: string): void
  text(text: string): string
}

// A shorter secret would match ordinary bytes, and masking them would change verdicts.
const SHORTEST = 4

const ASTERISK = 0x2a

/**
 * Base64 of the secret at any alignment, alone or in `Bearer …` or `user:…`, without the characters at its ends that depend on neighbouring bytes.
 */
const inBase64 = (secret: string): string[] =>
  [0, 1, 2].map(before => {
    const bytes = before + Buffer.byteLength(secret)
    const text = Buffer.from('\0'.repeat(before) + secret).toString('base64')
    return text.slice(Math.ceil((before * 8) / 6), Math.floor((bytes * 8) / 6))
  })

const percentEncoded = (secret: string): string[] => {
  const usual = encodeURIComponent(secret)
  return [usual, usual.replace(/%../g, code => code.toLowerCase()), usual.replaceAll('%20', '+')]
}

const variants = (secret: string): string[] => {
  const base64 = [Buffer.from(secret).toString('base64'), ...inBase64(secret).filter(text => text.length >= 2 * SHORTEST)]
  const inUrls = base64.map(text => text.replaceAll('+', '-').replaceAll('/', '_'))
  return [secret, ...percentEncoded(secret), ...base64, ...inUrls, JSON.stringify(secret).slice(1, -1)]
}

const tailThatMayBegin = (bytes: Buffer, needle: Buffer): number => {
  const last = bytes.at(-1)
  // Fast path: most bytes end with a line or chunk end, which no secret contains.
  if (last === undefined || !needle.includes(last)) return 0
  for (let length = Math.min(needle.length - 1, bytes.length); length > 0; length--) {
    if (bytes.subarray(bytes.length - length).equals(needle.subarray(0, length))) return length
  }
  return 0
}

/** Masks complete secrets; returns the same bytes if there are none. */
const cover = (bytes: Buffer, needles: readonly Buffer[]): Buffer => {
  let masked = bytes
  for (const needle of needles) {
    for (let at = masked.indexOf(needle); at >= 0; at = masked.indexOf(needle, at + needle.length)) {
      if (masked === bytes) masked = Buffer.from(bytes)
      masked.fill(ASTERISK, at, at + needle.length)
    }
  }
  return masked
}

const longestTail = (bytes: Buffer, needles: readonly Buffer[]): number =>
  Math.max(0, ...needles.map(needle => tailThatMayBegin(bytes, needle)))

/** The content's last bytes, counted from there to the end of all bytes. */
const fromContent = (length: number, content: readonly Span[], tail: number): number => {
  let left = tail
  for (const [from, to] of content.toReversed()) {
    if (left <= to - from) return length - (to - left)
    left -= to - from
  }
  return length
}

// Do not hold back endless framing between two bytes of a secret.
const MOST_HELD_BYTES = 1 << 16

export const createMasking = (secrets: readonly string[]): Masking => {
  const words = [...new Set(secrets.filter(secret => secret.length >= SHORTEST).flatMap(variants))].sort((a, b) => b.length - a.length)
  const needles = words.map(word => Buffer.from(word))
  // A single expression, so that megabytes are scanned once, however many secrets there are.
  let anyWord: RegExp | undefined
  const text = (said: string): string => {
    if (words.length === 0) return said
    anyWord ??= new RegExp(words.map(word => word.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('|'), 'g')
    return said.replace(anyWord, word => '*'.repeat(word.length))
  }
  const add = (secret: string) => {
    if (secret.length < SHORTEST || words.includes(secret)) return
    words.push(secret)
    words.sort((a, b) => b.length - a.length)
    anyWord = undefined
    needles.push(Buffer.from(secret))
  }
  const maskContent = (bytes: Buffer, content: readonly Span[]): { masked: Buffer; held: number } => {
    const said = Buffer.concat(content.map(([from, to]) => bytes.subarray(from, to)))
    const covered = cover(said, needles)
    const tail = longestTail(covered, needles)
    const held = tail === 0 ? 0 : fromContent(bytes.length, content, tail)
    if (covered === said) return { masked: bytes, held }
    const masked = Buffer.from(bytes)
    let at = 0
    for (const [from, to] of content) {
      covered.copy(masked, from, at, at + to - from)
      at += to - from
    }
    return { masked, held }
  }
  return {
    get idle() {
      return needles.length === 0
    },
    add,
    mask: (bytes, content) => {
      const whole = cover(bytes, needles)
      const { masked, held } = content.length === 0 ? { masked: whole, held: 0 } : maskContent(whole, content)
      const most = Math.max(longestTail(masked, needles), held)
      return { masked, held: most > MOST_HELD_BYTES ? 0 : most }
    },
    text,
  }
}
