import type { Span } from './content-spans.js'
import type { Masking } from './masking.js'

/** Bytes that went in one direction at one time. */
export interface Carried {
  readonly on: string
  readonly what: 'sent' | 'received'
  readonly bytes: Buffer
  readonly t: number
}

/** Holds back chunks whose end may be the beginning of a secret until more bytes follow. */
export interface HeldBytes {
  /** `content`: the spans of the bytes that are content. */
  take(carried: Carried, content: readonly Span[]): void
  /** Releases what is still held back for a connection. */
  settle(on: string): void
  settleAll(): void
}

interface Held extends Carried {
  readonly content: readonly Span[]
}

/** Joins the contents of several parts. */
const spansOf = (parts: readonly Held[]): Span[] => {
  let start = 0
  return parts.flatMap(({ bytes, content }) => {
    const base = start
    start += bytes.length
    return content.map(([from, to]): Span => [base + from, base + to])
  })
}

/** The callback gets the chunks with secrets masked, each with its original time. */
export const holdBytes = (masking: Masking, tell: (carried: Carried) => void): HeldBytes => {
  const held = new Map<string, Held[]>()
  const key = (on: string, what: string) => `${what} ${on}`
  const letGo = (name: string) => {
    for (const part of held.get(name) ?? []) tell(part)
    held.delete(name)
  }
  return {
    take: (carried, content) => {
      const name = key(carried.on, carried.what)
      const waiting: Held[] = [...(held.get(name) ?? []), { ...carried, content }]
      const { masked, held: tail } = masking.mask(
        waiting.length === 1 ? carried.bytes : Buffer.concat(waiting.map(part => part.bytes)),
        spansOf(waiting),
      )
      const sure = masked.length - tail
      const rest: Held[] = []
      let offset = 0
      for (const part of waiting) {
        const end = offset + part.bytes.length
        const now = { ...part, bytes: masked.subarray(offset, end) }
        if (end <= sure) tell(now)
        else rest.push(now)
        offset = end
      }
      if (rest.length === 0) held.delete(name)
      else held.set(name, rest)
    },
    settle: on => {
      for (const what of ['sent', 'received']) letGo(key(on, what))
    },
    settleAll: () => {
      for (const name of [...held.keys()]) letGo(name)
    },
  }
}
