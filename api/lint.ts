import { once } from 'node:events'
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { CAPTURED, createExcerpts, observeCapture, RUN } from '../observe/index.js'
import { defined, type Evidence, type Report } from '../schemas/index.js'
import { isNamed, requirementsOf } from '../suites/index.js'
import { reportOn } from './report.js'
import { withTemporaryFolder } from './temporary-folder.js'

export type Bytes = AsyncIterable<Buffer> | Iterable<Buffer>

export interface LintOptions {
  /** Name of the bytes in the report. */
  readonly source?: string
  /** Families and ids to judge. */
  readonly only?: readonly string[]
  /** A warn of a MUST counts as fail. */
  readonly strict?: boolean
  /** Reads the same bytes again, for the context of the evidence. Bytes that cannot be read twice are kept in a temporary file. */
  readonly again?: () => Bytes
}

const SPOOL_BYTES = 16 << 20

const excerptsOf = async (bytes: Bytes, evidence: readonly Evidence[]): Promise<Map<Evidence, Evidence>> => {
  const collected = createExcerpts(evidence)
  collected.open(CAPTURED)
  for await (const chunk of bytes) collected.push(CAPTURED.on, chunk)
  return collected.excerpts()
}

const judgeBytes = async (bytes: Bytes, again: () => Bytes | Promise<Bytes>, options: LintOptions): Promise<Report> => {
  const { source = 'captured bytes', only, strict = false } = options
  const observed = await observeCapture(bytes, source)
  const passive = requirementsOf('sse').filter(
    ({ scenario, id }) => scenario === RUN && (only === undefined || only.some(name => isNamed(id, name))),
  )
  const selection = { strict, quick: false, selected: 'a capture', ...defined({ only }) }
  return reportOn(observed, passive, selection, async evidence => (evidence.length === 0 ? new Map() : excerptsOf(await again(), evidence)))
}

const spooling = async function* (chunks: Bytes, file: WriteStream): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    if (!file.write(chunk)) await once(file, 'drain')
    yield chunk
  }
}

const judgeSpooled = async (chunks: Bytes, options: LintOptions, file: string): Promise<Report> => {
  const spool = createWriteStream(file, { highWaterMark: SPOOL_BYTES })
  // A failure is thrown where the result is awaited. Data left unwritten because nothing needs it is not a failure.
  spool.on('error', () => {})
  const again = async () => {
    spool.end()
    await finished(spool)
    return createReadStream(file)
  }
  try {
    return await judgeBytes(spooling(chunks, spool), again, options)
  } finally {
    spool.destroy()
  }
}

const judgeOnce = (chunks: Bytes, options: LintOptions): Promise<Report> =>
  withTemporaryFolder('ssespec-lint-', folder => judgeSpooled(chunks, options, join(folder, 'capture')))

/** Judges captured bytes of an event stream, with or without response headers before them: what a passive listener can see. */
export const lint = (bytes: Bytes, options: LintOptions = {}): Promise<Report> =>
  options.again === undefined ? judgeOnce(bytes, options) : judgeBytes(bytes, options.again, options)
