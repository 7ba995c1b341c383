import { isUtf8 } from 'node:buffer'
import type { BytesLine, RecordingHeader, RecordingLine } from '../schemas/index.js'
import { createCatchUp } from './catch-up.js'
import type { Clock } from './clock.js'
import type { Span } from './content-spans.js'
import { type Carried, holdBytes } from './held-bytes.js'
import { openLineFile, type RecordingError } from './line-file.js'
import type { Masking } from './masking.js'

type Body<Line> = Line extends { t: number } ? Omit<Line, 't'> & { t?: number } : never

/** Any line except the header. The time is taken now unless given. */
export type Happening = Body<Exclude<RecordingLine, RecordingHeader>>

/** The recording in progress: lines are written to disk as they happen. */
export interface Recording {
  readonly file: string
  readonly clock: Clock
  write(line: Happening): void
  /** Bytes as the socket received or sent them, secrets masked; `content`: the spans that are content. */
  bytes(on: string, what: 'sent' | 'received', bytes: Buffer, t: number, content?: readonly Span[]): void
  /** Writes what is still held back of a connection's bytes. */
  settle(on: string): void
  /** Runs this once the arrival time of every ready socket has been taken. */
  soon(work: () => void): void
  /** True once the recording has reached its size limit. */
  readonly full: boolean
  /** There are secrets, so the position of content matters. */
  readonly masks: boolean
  /** Why the recording can no longer be written; later lines are dropped. */
  readonly failure: RecordingError | undefined
  /** Later lines are dropped. */
  close(): void
}

const MOST_CHARACTERS = 768 << 20

// JSON writes a control character as six characters, so a server that sends only those would make the recording six times as long as its bytes.
const MOST_CONTROLS = 0.1
const isMostlyPlain = (bytes: Buffer): boolean => {
  const most = bytes.length * MOST_CONTROLS
  let controls = 0
  for (const byte of bytes) if (byte < 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09 && ++controls > most) return false
  return true
}

const content = (bytes: Buffer): { text: string } | { b64: string } =>
  isUtf8(bytes) && isMostlyPlain(bytes) ? { text: bytes.toString('utf8') } : { b64: bytes.toString('base64') }

// Fields that may repeat what the target or a hook said or received, where secrets are masked. ssespec's own names stay as they are.
const SAID = new Set(['reason', 'message', 'text', 'target', 'last_event_id', 'data', 'event', 'id', 'path', 'body', 'answer'])

/**
 * Opens FILE and writes the header line. Throws RecordingError. If a later line cannot be written, the recording ends: `failure` keeps the reason,
 * and `onFailure` is called once.
 */
export const startRecording = (file: string, clock: Clock, header: RecordingHeader, masking: Masking, onFailure: () => void): Recording => {
  const lines = openLineFile(file, header, onFailure)
  const catchUp = createCatchUp()
  const held = holdBytes(masking, ({ on, what, bytes, t }: Carried) => {
    if (bytes.length > 0) lines.put({ t, on, what, ...content(bytes) } satisfies BytesLine)
  })
  const masked = (line: RecordingLine): RecordingLine =>
    JSON.parse(JSON.stringify(line, (name, value) => (SAID.has(name) && typeof value === 'string' ? masking.text(value) : value)))

  return {
    file,
    clock,
    write: line => lines.put(masked({ t: clock.now(), ...line } as RecordingLine)),
    bytes: (on, what, bytes, t, content = []) => {
      if (!lines.shut) held.take({ on, what, bytes, t }, content)
    },
    settle: held.settle,
    soon: catchUp.soon,
    masks: !masking.idle,
    get full() {
      return lines.characters >= MOST_CHARACTERS
    },
    get failure() {
      return lines.failure
    },
    close: () => {
      catchUp.wholly()
      held.settleAll()
      lines.close()
    },
  }
}
