import { closeSync, openSync, writeSync } from 'node:fs'
import { errorText } from '../schemas/index.js'

/** The recording cannot be written. The message says what to do. */
export class RecordingError extends Error {
  constructor(file: string, cause: unknown) {
    const why = errorText(cause)
    super(`The recording could not be written to ${file}: ${why}. Free some space, or name another folder with --out.`)
    this.name = 'RecordingError'
  }
}

/** A file of lines, written in batches. */
export interface LineFile {
  put(line: object): void
  /** No more lines are accepted: the file is closed or can no longer be written. */
  readonly shut: boolean
  /** Bytes added to it so far. */
  readonly characters: number
  /** Why it can no longer be written; later lines are dropped. */
  readonly failure: RecordingError | undefined
  close(): void
}

const BATCH_CHARACTERS = 1 << 16

/**
 * Opens FILE and writes its first line to disk. Throws RecordingError. Later write errors do not throw, because lines are added inside socket
 * callbacks: `failure` keeps the reason, and `onFailure` is called once.
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
