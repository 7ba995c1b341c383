import { isUtf8 } from 'node:buffer'
import { closeSync, openSync, writeSync } from 'node:fs'
import type { BytesLine, RecordingHeader, RecordingLine } from '../schemas/index.js'
import type { Clock } from './clock.js'
import type { Masking } from './masking.js'

type Body<Line> = Line extends { t: number } ? Omit<Line, 't'> & { t?: number } : never

/** Any line but the header; its time is taken now unless it is given. */
export type Happening = Body<Exclude<RecordingLine, RecordingHeader>>

/** The recording under way: lines go to disk as they happen. */
export interface Recording {
  readonly file: string
  readonly clock: Clock
  write(line: Happening): void
  /** Bytes as the socket took or delivered them, secrets masked. */
  bytes(on: string, what: 'sent' | 'received', bytes: Buffer, t: number): void
  /** Writes what is still held back of a connection's bytes. */
  settle(on: string): void
  /** True once the whole run has recorded as many bytes as it may. */
  readonly full: boolean
  close(): void
}

/** The recording could not be written; says what to do. */
export class RecordingError extends Error {
  constructor(file: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(`The recording could not be written to ${file}: ${why}. Free some space, or name another folder with --out.`)
    this.name = 'RecordingError'
  }
}

const BATCH_CHARACTERS = 1 << 16
const MOST_BYTES = 768 * 1024 * 1024

const content = (bytes: Buffer): { text: string } | { b64: string } =>
  isUtf8(bytes) ? { text: bytes.toString('utf8') } : { b64: bytes.toString('base64') }

interface Held {
  what: 'sent' | 'received'
  bytes: Buffer
  t: number
}

/** Opens FILE and writes the header line. Throws RecordingError. */
export const startRecording = (file: string, clock: Clock, header: RecordingHeader, masking: Masking): Recording => {
  let pending: string[] = []
  let characters = 0
  let recorded = 0
  // Chunks whose end may be the beginning of a secret wait here for what follows.
  const held = new Map<string, Held[]>()

  const guarded = <Result>(action: () => Result): Result => {
    try {
      return action()
    } catch (cause) {
      throw new RecordingError(file, cause)
    }
  }
  const descriptor = guarded(() => openSync(file, 'w'))
  const flush = () => {
    if (pending.length === 0) return
    const text = pending.join('')
    pending = []
    characters = 0
    const bytes = Buffer.from(text)
    guarded(() => {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at)
    })
  }
  const put = (line: RecordingLine) => {
    const text = `${JSON.stringify(line)}\n`
    pending.push(text)
    characters += text.length
    if (characters >= BATCH_CHARACTERS) flush()
  }
  const putBytes = (on: string, { what, bytes, t }: Held) => {
    if (bytes.length > 0) put({ t, on, what, ...content(bytes) } satisfies BytesLine)
  }
  const key = (on: string, what: string) => `${what} ${on}`

  put(header)
  flush()
  return {
    file,
    clock,
    write: line => put({ t: clock.now(), ...line } as RecordingLine),
    bytes: (on, what, bytes, t) => {
      recorded += bytes.length
      const waiting = [...(held.get(key(on, what)) ?? []), { what, bytes, t }]
      const { masked, held: tail } = masking.mask(waiting.length === 1 ? bytes : Buffer.concat(waiting.map(part => part.bytes)))
      const sure = masked.length - tail
      const rest: Held[] = []
      let offset = 0
      for (const part of waiting) {
        const end = offset + part.bytes.length
        const now = { ...part, bytes: masked.subarray(offset, end) }
        if (end <= sure) putBytes(on, now)
        else rest.push(now)
        offset = end
      }
      if (rest.length === 0) held.delete(key(on, what))
      else held.set(key(on, what), rest)
    },
    settle: on => {
      for (const what of ['sent', 'received']) {
        for (const part of held.get(key(on, what)) ?? []) putBytes(on, part)
        held.delete(key(on, what))
      }
    },
    get full() {
      return recorded >= MOST_BYTES
    },
    close: () => {
      for (const [name, parts] of held) for (const part of parts) putBytes(name.slice(name.indexOf(' ') + 1), part)
      held.clear()
      flush()
      guarded(() => closeSync(descriptor))
    },
  }
}
