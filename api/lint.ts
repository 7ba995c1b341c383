import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

// The bytes are read once for the facts, and a second time for what surrounds the evidence: a pipe cannot be, so it is spooled.
const spool = async function* (chunks: AsyncIterable<Buffer> | Iterable<Buffer>, descriptor: number): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) at += writeSync(descriptor, chunk, at)
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
  try {
    const descriptor = openSync(file, 'w')
    const observed = await observeCapture(spool(chunks, descriptor), source).finally(() => closeSync(descriptor))
    const passive = requirementsOf('sse').filter(
      ({ scenario, id }) => scenario === RUN && (only === undefined || only.some(name => isNamed(id, name))),
    )
    return await reportOn(observed, passive, { strict, quick: false, ...(only === undefined ? {} : { only }) }, async evidence => excerptsOf(file, evidence))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
