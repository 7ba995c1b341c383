import type { Span } from './content-spans.js'
import type { Recording } from './recording.js'

/** How much a connection reads, and who gets the bytes. */
export interface IntakeOptions {
  /** Received bytes after which ssespec closes the connection. */
  readonly limit_bytes: number
  /** Where content is in the bytes that arrive next. */
  readonly content: (bytes: Buffer) => readonly Span[]
  /** Gets every chunk that was received and recorded. */
  readonly onBytes: (bytes: Buffer, t: number) => void
}

/** What an intake needs from its connection. */
export interface Inlet {
  /** Pause and resume reading from the kernel. */
  pause(): void
  resume(): void
  /** ssespec has closed the connection, or the peer has ended; bytes that still arrive are ignored. */
  readonly over: boolean
  leave(how: 'cut' | 'limit'): void
}

/** Moves the bytes that a connection receives from the socket into the recording. */
export interface Intake {
  readonly received: number
  /** Takes a chunk from the socket. */
  take(chunk: Buffer): void
  pause(): void
  read(): void
  cutAt(offset: number): void
  /** Records waiting bytes immediately, up to a limit. */
  catchUp(): void
}

const MOST_WAITING_BYTES = 1 << 20
/** Enough for a stream whose processing others delayed. A stream that floods has more, which is dropped. */
const MOST_AT_ONCE_BYTES = 64 << 10
/** Recorded chunks are removed in batches. */
const MOST_DONE = 1024

export const createIntake = (recording: Recording, name: string, options: IntakeOptions, inlet: Inlet): Intake => {
  let received = 0
  let waiting = 0
  // Received and not recorded yet: from `first` on.
  let queue: [Buffer, number][] = []
  let first = 0
  let paused = false
  let cutOffset = Number.POSITIVE_INFINITY

  const record = () => {
    const next = queue[first]
    if (next === undefined) return
    first += 1
    if (first === queue.length || first >= MOST_DONE) {
      queue = queue.slice(first)
      first = 0
    }
    const [chunk, t] = next
    waiting -= chunk.length
    if (waiting === 0 && !paused) inlet.resume()
    if (inlet.over) return
    const bytes = received + chunk.length > cutOffset ? chunk.subarray(0, cutOffset - received) : chunk
    received += bytes.length
    if (bytes.length > 0) {
      recording.bytes(name, 'received', bytes, t, options.content(bytes))
      options.onBytes(bytes, t)
    }
    if (received >= cutOffset) inlet.leave('cut')
    else if (received >= options.limit_bytes || recording.full) inlet.leave('limit')
  }
  return {
    get received() {
      return received
    },
    // Only the time is taken now: processing the bytes must not delay time readings on other connections.
    take: chunk => {
      const t = recording.clock.now()
      waiting += chunk.length
      // Pause a peer that sends faster than ssespec can record.
      if (waiting > MOST_WAITING_BYTES) inlet.pause()
      queue.push([chunk, t])
      recording.soon(record)
    },
    pause: () => {
      recording.write({ on: name, what: 'note', say: 'paused' })
      paused = true
      inlet.pause()
    },
    read: () => {
      recording.write({ on: name, what: 'note', say: 'reading' })
      paused = false
      inlet.resume()
    },
    cutAt: offset => {
      cutOffset = offset
      if (received >= offset) inlet.leave('cut')
    },
    catchUp: () => {
      for (const until = received + MOST_AT_ONCE_BYTES; first < queue.length && received < until && !inlet.over; ) record()
    },
  }
}
