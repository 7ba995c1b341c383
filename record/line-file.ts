import { closeSync, openSync, writeSync } from 'node:fs'

/** The recording cannot be written; says what to do. */
export class RecordingError extends Error {
  constructor(file: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(`The recording could not be written to ${file}: ${why}. Free some space, or name another folder with --out.`)
    this.name = 'RecordingError'
  }
}

/** A file of lines, written in batches. */
export interface LineFile {
  put(line: object): void
  /** Nothing more is taken: it is closed, or cannot be written any more. */
  readonly shut: boolean
  /** How much was put into it. */
  readonly characters: number
  /** Why it cannot be written any more; what comes after it is dropped. */
  readonly failure: RecordingError | undefined
  close(): void
}

const BATCH_CHARACTERS = 1 << 16

/**
 * Opens FILE with its first line on disk. Throws RecordingError. A line that cannot be written later is no reason to throw where it is put, within the callback of a
 * socket: `failure` keeps why, and `onFailure` is called once.
 */
export const openLineFile = (file: string, first: object, onFailure: () => void): LineFile => {
  let pending: string[] = []
  let waiting = 0
  let characters = 0
  let failure: RecordingError | undefined
  let closed = false

  const open = (): number => {
    try {
      return openSync(file, 'w')
    } catch (cause) {
      throw new RecordingError(file, cause)
    }
  }
  const descriptor = open()
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
    waiting = 0
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at)
    } catch (cause) {
      fail(cause)
    }
  }
  const put = (line: object) => {
    if (closed || failure !== undefined) return
    const text = `${JSON.stringify(line)}\n`
    pending.push(text)
    waiting += text.length
    characters += text.length
    if (waiting >= BATCH_CHARACTERS) flush()
  }
  put(first)
  flush()
  if (failure !== undefined) {
    closeSync(descriptor)
    throw failure
  }
  return {
    put,
    get shut() {
      return closed || failure !== undefined
    },
    get characters() {
      return characters
    },
    get failure() {
      return failure
    },
    close: () => {
      if (closed) return
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
