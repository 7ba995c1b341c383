import { NoRecordingError } from '../observe/index.js'
import type { RecordingLine } from '../schemas/index.js'

/** The size on disk. Recordings of ssespec have less than 1 MB, and stop at 768 MiB before compression. */
export const MOST_FILE_BYTES = 256 << 20

const MOST_BYTES = 1 << 30
const MOST_LINES = 1_000_000
const MOST_MS = 120_000

/** The work per line of these kinds depends on how many others there are. A run has a few hundred of each, and up to ten lags per second. */
const MOST_OF_A_KIND: Readonly<Record<string, number>> = {
  open: 2000,
  hook: 2000,
  call: 20_000,
  metrics: 500,
  scenario: 2000,
  browser: 200,
  page: 20_000,
  lag: 100_000,
  note: 20_000,
}

/** What one reading of a stranger's recording has used up. Each function throws NoRecordingError at its limit. */
export interface Bounds {
  /** Bytes after decompression. */
  bytes(count: number): void
  /** A line, also a blank one. */
  line(): void
  kind(line: RecordingLine): void
}

const exceeded = (file: string, what: string): NoRecordingError =>
  new NoRecordingError(`${file} has more than ${what}, which is more than a run of ssespec records`)

export const createBounds = (file: string): Bounds => {
  const began_ms = performance.now()
  const kinds = new Map<string, number>()
  let bytes = 0
  let lines = 0
  return {
    bytes: count => {
      bytes += count
      if (bytes > MOST_BYTES) throw exceeded(file, `${MOST_BYTES >> 20} MiB after decompression`)
      if (performance.now() - began_ms > MOST_MS) throw new NoRecordingError(`${file} could not be read within ${MOST_MS / 1000} s`)
    },
    line: () => {
      lines += 1
      if (lines > MOST_LINES) throw exceeded(file, `${MOST_LINES} lines`)
    },
    kind: line => {
      const kind = 'what' in line ? line.what : 'header'
      const count = (kinds.get(kind) ?? 0) + 1
      kinds.set(kind, count)
      const most = MOST_OF_A_KIND[kind]
      if (most !== undefined && count > most) throw exceeded(file, `${most} lines of kind ${JSON.stringify(kind)}`)
    },
  }
}
