import type { Span } from './content-spans.js'
import type { Recording } from './recording.js'

/** What a connection takes: how much, and who is told of it. */
export interface IntakeOptions {
  /** Received bytes after which we leave. */
  readonly limit_bytes: number
  /** Where content stands in the bytes that come next. */
  readonly content: (bytes: Buffer) => readonly Span[]
  /** Gets every chunk that was received and recorded. */
  readonly onBytes: (bytes: Buffer, t: number) => void
}

/** What an intake needs of its connection. */
export interface Inlet {
  /** Stop and start taking bytes from the kernel. */
  pause(): void
  resume(): void
  /** We have left, or the peer has ended: what still comes is not taken. */
  readonly over: boolean
  leave(how: 'cut' | 'limit'): void
}

/** The bytes that a connection receives, from the socket into the recording. */
export interface Intake {
  readonly received: number
  /** A chunk that the socket delivers. */
  take(chunk: Buffer): void
  pause(): void
  read(): void
  cutAt(offset: number): void
  /** Records at once what was taken and waits, as far as that is not much. */
  catchUp(): void
}

const MOST_WAITING_BYTES = 1 << 20
/** What a stream has said that others delayed; one that floods has more, and that is as if it had not come. */
const MOST_AT_ONCE_BYTES = 64 << 10
/** Chunks that are recorded already are let go of together. */
const MOST_DONE = 1024

export const createIntake = (recording: Recording, name: string, options: IntakeOptions, inlet: Inlet): Intake => {
  let received = 0
  let waiting = 0
  // Taken, and not recorded yet: from `first` on.
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
    // Only the time is taken at once: what is done with the bytes must not delay the reading of other connections' times.
    take: chunk => {
      const t = recording.clock.now()
      waiting += chunk.length
      // Who sends faster than we write down has to wait.
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
