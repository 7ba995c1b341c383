import { isUtf8 } from 'node:buffer'
import { closeSync, openSync, writeSync } from 'node:fs'
import type { BytesLine, RecordingHeader, RecordingLine } from '../schemas/index.js'
import type { Clock } from './clock.js'
import type { Span } from './content-spans.js'
import type { Masking } from './masking.js'

type Body<Line> = Line extends { t: number } ? Omit<Line, 't'> & { t?: number } : never

/** Any line but the header; its time is taken now unless it is given. */
export type Happening = Body<Exclude<RecordingLine, RecordingHeader>>

/** The recording under way: lines go to disk as they happen. */
export interface Recording {
  readonly file: string
  readonly clock: Clock
  write(line: Happening): void
  /** Bytes as the socket took or delivered them, secrets masked; `content`: where in them content stands. */
  bytes(on: string, what: 'sent' | 'received', bytes: Buffer, t: number, content?: readonly Span[]): void
  /** Writes what is still held back of a connection's bytes. */
  settle(on: string): void
  /** Does this once every socket that is ready has had its time taken, in the order of asking. */
  soon(work: () => void): void
  /** True once the recording is as long as it may be. */
  readonly full: boolean
  /** There are secrets, and so it matters where content stands. */
  readonly masks: boolean
  /** Why the recording cannot be written any more; what comes after it is dropped. */
  readonly failure: RecordingError | undefined
  /** What comes after it is dropped. */
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

const SLICE_MS = 0.25
const LONG_SLICE_MS = 5
const MANY_WAITING = 64
const BATCH_CHARACTERS = 1 << 16
const MOST_CHARACTERS = 768 << 20

// JSON spells a control character by six: a server that sends nothing else would make a recording six times as long as what it sent.
const MOST_CONTROLS = 0.1
const isMostlyPlain = (bytes: Buffer): boolean => {
  const most = bytes.length * MOST_CONTROLS
  let controls = 0
  for (const byte of bytes) if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09 && ++controls > most) return false
  return true
}

const content = (bytes: Buffer): { text: string } | { b64: string } =>
  isUtf8(bytes) && isMostlyPlain(bytes) ? { text: bytes.toString('utf8') } : { b64: bytes.toString('base64') }

// What the target or a hook may have said, or was told: a secret in it is masked too. Names of ours stay as they are, whatever the secret.
const SAID = new Set(['reason', 'message', 'text', 'target', 'last_event_id', 'data', 'event', 'id'])

interface Held {
  what: 'sent' | 'received'
  bytes: Buffer
  t: number
  content: readonly Span[]
}

/** The content of several parts, as of one. */
const spansOf = (parts: readonly Held[]): Span[] => {
  let start = 0
  return parts.flatMap(({ bytes, content }) => {
    const base = start
    start += bytes.length
    return content.map(([from, to]): Span => [base + from, base + to])
  })
}

/**
 * Opens FILE and writes the header line. Throws RecordingError. A line that cannot be written later is no reason to throw where it happens, within the callback of a socket:
 * it ends the recording, `failure` keeps why, and `onFailure` is called once.
 */
export const startRecording = (file: string, clock: Clock, header: RecordingHeader, masking: Masking, onFailure: () => void): Recording => {
  let pending: string[] = []
  let characters = 0
  let written = 0
  let failure: RecordingError | undefined
  let closed = false
  // Chunks whose end may be the beginning of a secret wait here for what follows.
  const held = new Map<string, Held[]>()

  const openFile = (): number => {
    try {
      return openSync(file, 'w')
    } catch (cause) {
      throw new RecordingError(file, cause)
    }
  }
  const descriptor = openFile()
  const fail = (cause: unknown) => {
    if (failure !== undefined) return
    failure = new RecordingError(file, cause)
    pending = []
    onFailure()
  }
  const flush = () => {
    if (pending.length === 0) return
    const bytes = Buffer.from(pending.join(''))
    pending = []
    characters = 0
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at)
    } catch (cause) {
      fail(cause)
    }
  }
  const put = (line: RecordingLine) => {
    if (closed || failure !== undefined) return
    const text = `${JSON.stringify(line)}\n`
    pending.push(text)
    characters += text.length
    written += text.length
    if (characters >= BATCH_CHARACTERS) flush()
  }
  const masked = (line: RecordingLine): RecordingLine =>
    JSON.parse(JSON.stringify(line, (name, value) => (SAID.has(name) && typeof value === 'string' ? masking.text(value) : value)))
  const putBytes = (on: string, { what, bytes, t }: Held) => {
    if (bytes.length > 0) put({ t, on, what, ...content(bytes) } satisfies BytesLine)
  }
  const key = (on: string, what: string) => `${what} ${on}`

  put(header)
  flush()
  if (failure !== undefined) {
    closeSync(descriptor)
    throw failure
  }
  let soon: (() => void)[] = []
  // A little at a time, so that sockets which become ready meanwhile have their times taken; more of it where much is waiting.
  const catchUp = () => {
    const till = performance.now() + (soon.length > MANY_WAITING ? LONG_SLICE_MS : SLICE_MS)
    let done = 0
    while (done < soon.length && performance.now() < till) {
      soon[done]?.()
      done += 1
    }
    soon = soon.slice(done)
    if (soon.length > 0) setImmediate(catchUp)
  }
  const catchUpWholly = () => {
    for (const work of soon) work()
    soon = []
  }

  return {
    file,
    clock,
    write: line => put(masked({ t: clock.now(), ...line } as RecordingLine)),
    bytes: (on, what, bytes, t, content = []) => {
      if (closed || failure !== undefined) return
      const waiting: Held[] = [...(held.get(key(on, what)) ?? []), { what, bytes, t, content }]
      const { masked: covered, held: tail } = masking.mask(
        waiting.length === 1 ? bytes : Buffer.concat(waiting.map(part => part.bytes)),
        spansOf(waiting),
      )
      const sure = covered.length - tail
      const rest: Held[] = []
      let offset = 0
      for (const part of waiting) {
        const end = offset + part.bytes.length
        const now = { ...part, bytes: covered.subarray(offset, end) }
        if (end <= sure) putBytes(on, now)
        else rest.push(now)
        offset = end
      }
      if (rest.length === 0) held.delete(key(on, what))
      else held.set(key(on, what), rest)
    },
    soon: work => {
      if (soon.length === 0) setImmediate(catchUp)
      soon.push(work)
    },
    settle: on => {
      for (const what of ['sent', 'received']) {
        for (const part of held.get(key(on, what)) ?? []) putBytes(on, part)
        held.delete(key(on, what))
      }
    },
    masks: !masking.idle,
    get full() {
      return written >= MOST_CHARACTERS
    },
    get failure() {
      return failure
    },
    close: () => {
      if (closed) return
      catchUpWholly()
      for (const [name, parts] of held) for (const part of parts) putBytes(name.slice(name.indexOf(' ') + 1), part)
      held.clear()
      flush()
      closed = true
      try {
        closeSync(descriptor)
      } catch (cause) {
        fail(cause)
      }
    },
  }
}
