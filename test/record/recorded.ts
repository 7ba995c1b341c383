/** Recordings made on disk, read back, every line validated. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolveTarget } from '../../api/configuration.js'
import { startClock } from '../../record/clock.js'
import { createMasking, type Masking } from '../../record/masking.js'
import { type Recording, startRecording } from '../../record/recording.js'
import { type RecordOptions, record } from '../../record/run.js'
import { type Config, type RecordingHeader, type RecordingLine, tool, validated } from '../../schemas/index.js'

export type Line = Exclude<RecordingLine, RecordingHeader>

const readLines = (file: string): RecordingLine[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => validated('recording', JSON.parse(line), line))

const isHeader = (line: RecordingLine): line is RecordingHeader => 'format' in line

export interface Recorded {
  readonly text: string
  readonly header: RecordingHeader
  readonly lines: readonly Line[]
}

const inFile = async (work: (file: string) => Promise<void>): Promise<Recorded> => {
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-test-'))
  const file = join(folder, 'recording.ndjson')
  try {
    await work(file)
    const [header, ...lines] = readLines(file)
    if (header === undefined || !isHeader(header)) throw new Error('a recording without header')
    return { text: readFileSync(file, 'utf8'), header, lines: lines.filter((line): line is Line => !isHeader(line)) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What `work` wrote into a recording. */
export const written = (work: (recording: Recording) => Promise<void> | void, masking: Masking = createMasking([])): Promise<Recorded> =>
  inFile(async file => {
    const clock = startClock()
    const header: RecordingHeader = {
      format: 'ssespec-recording/1',
      tool,
      target: 'test',
      profile: 'sse',
      configuration: {},
      clock: { resolution_ns: 1 },
      started: clock.started.toISOString(),
      scenarios: [],
    }
    const recording = startRecording(file, clock, header, masking, () => {})
    await work(recording)
    recording.close()
  })

/** A whole run over these scenarios. */
export const recorded = (
  config: Config & { url: string },
  more: Pick<RecordOptions, 'scenarios'> & Partial<RecordOptions>,
): Promise<Recorded> => inFile(file => record({ target: resolveTarget(config, false), file, ...more }))

const bytesOf = (line: Line): Buffer =>
  'b64' in line && line.b64 !== undefined ? Buffer.from(line.b64, 'base64') : Buffer.from(('text' in line && line.text) || '')

/** What was carried on a connection, one way. */
export const carried = ({ lines }: Recorded, on: string, what: 'sent' | 'received'): Buffer =>
  Buffer.concat(lines.filter(line => line.on === on && line.what === what).map(bytesOf))

/** What happened on a connection or in a scenario, but for bytes and hooks. */
export const happenings = ({ lines }: Recorded, on: string): string[] =>
  lines
    .filter(line => line.on === on && !['sent', 'received', 'hook'].includes(line.what))
    .map(line => {
      if (line.what === 'close') return `close ${line.how}`
      if (line.what === 'scenario') return line.state
      return line.what === 'note' ? line.say : line.what
    })
