/** Replaces secrets in bytes by asterisks of the same length, so that offsets stay true. */
export interface Masking {
  /** Masks what is whole in these bytes; `held` is the length of a tail that may be the beginning of a secret. */
  mask(bytes: Buffer): { masked: Buffer; held: number }
  text(text: string): string
}

// A shorter secret would be found in innocent bytes, and its mask would change what is judged.
const SHORTEST = 4

const ASTERISK = 0x2a

const variants = (secret: string): string[] => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]

const tailThatMayBegin = (bytes: Buffer, needle: Buffer): number => {
  for (let length = Math.min(needle.length - 1, bytes.length); length > 0; length--) {
    if (bytes.subarray(bytes.length - length).equals(needle.subarray(0, length))) return length
  }
  return 0
}

export const createMasking = (secrets: readonly string[]): Masking => {
  const words = [...new Set(secrets.filter(secret => secret.length >= SHORTEST).flatMap(variants))].sort((a, b) => b.length - a.length)
  const needles = words.map(word => Buffer.from(word))
  return {
    mask: bytes => {
      let masked = bytes
      for (const needle of needles) {
        for (let at = masked.indexOf(needle); at >= 0; at = masked.indexOf(needle, at + needle.length)) {
          if (masked === bytes) masked = Buffer.from(bytes)
          masked.fill(ASTERISK, at, at + needle.length)
        }
      }
      return { masked, held: Math.max(0, ...needles.map(needle => tailThatMayBegin(masked, needle))) }
    },
    text: text => words.reduce((masked, word) => masked.replaceAll(word, '*'.repeat(word.length)), text),
  }
}

const SECRET_FIELD = /^(authorization|proxy-authorization|cookie)$|token|secret|api-?key|password/i

/** Values of header fields that hold credentials. */
export const secretFields = (fields: Record<string, string> | undefined): string[] =>
  Object.entries(fields ?? {}).flatMap(([name, value]) => (SECRET_FIELD.test(name) ? [value, value.replace(/^\S+\s+/, '')] : []))
