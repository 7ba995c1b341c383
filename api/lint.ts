import { once } from 'node:events'
import { closeSync, createWriteStream, mkdtempSync, openSync, readSync, rmSync, type WriteStream } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createExcerpts, observeCapture, RUN } from '../observe/index.js'
import type { Evidence, Report } from '../schemas/index.js'
import { isNamed, requirementsOf } from '../suites/index.js'
import { reportOn } from './report.js'

export interface LintOptions {
  /** What the bytes are called in the report. */
  readonly source?: string
  /** Families and ids to judge. */
  readonly only?: readonly string[]
  /** A warn of a MUST counts as fail. */
  readonly strict?: boolean
}

const CHUNK_BYTES = 1 << 18
const SPOOL_BYTES = 16 << 20

// The bytes are read once for the facts, and a second time for what surrounds the evidence: a pipe cannot be, so it is spooled, on the side.
const spool = async function* (chunks: AsyncIterable<Buffer> | Iterable<Buffer>, file: WriteStream): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    if (!file.write(chunk)) await once(file, 'drain')
    yield chunk
  }
}

const excerptsOf = (file: string, evidence: readonly Evidence[]): Map<Evidence, Evidence> => {
  const collected = createExcerpts(evidence)
  const descriptor = openSync(file, 'r')
  try {
    const buffer = Buffer.alloc(CHUNK_BYTES)
    for (let length = readSync(descriptor, buffer); length > 0; length = readSync(descriptor, buffer)) {
      for (const connection of new Set(evidence.map(one => one.connection))) collected.push(connection, buffer.subarray(0, length))
    }
  } finally {
    closeSync(descriptor)
  }
  return collected.excerpts()
}

/** Judges captured bytes of an event stream, with the response head before them or without: what a passive listener can see. */
export const lint = async (chunks: AsyncIterable<Buffer> | Iterable<Buffer>, options: LintOptions = {}): Promise<Report> => {
  const { source = 'captured bytes', only, strict = false } = options
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-lint-'))
  const file = join(folder, 'capture')
  const spooled = createWriteStream(file, { highWaterMark: SPOOL_BYTES })
  // A failure shows where it is waited for; what is left unwritten when nothing needs it is none.
  spooled.on('error', () => {})
  try {
    const observed = await observeCapture(spool(chunks, spooled), source)
    const passive = requirementsOf('sse').filter(
      ({ scenario, id }) => scenario === RUN && (only === undefined || only.some(name => isNamed(id, name))),
    )
    return await reportOn(
      observed,
      passive,
      { strict, quick: false, selected: 'a capture', ...(only === undefined ? {} : { only }) },
      async evidence => {
        if (evidence.length === 0) return new Map()
        spooled.end()
        await finished(spooled)
        return excerptsOf(file, evidence)
      },
    )
  } finally {
    spooled.destroy()
    rmSync(folder, { recursive: true, force: true })
  }
}
