import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Progress, record } from '../record/index.js'
import type { BaselineEntry, Config } from '../schemas/index.js'
import { readBaseline } from './baseline-file.js'
import { type BrowserOptions, lookForBrowsers } from './browsers.js'
import { resolveTarget } from './configuration.js'
import { type Embedded, startEmbedded } from './embedded.js'
import { type Judged, judgeRecording } from './judge.js'
import { namesBrowsers, select } from './selection.js'

export interface CheckOptions {
  /** What is judged, and how it is driven; without `url`, the embedded reference. */
  readonly config?: Config
  /** Families (`HB`) and ids (`RES-04`) to judge; all without it. */
  readonly only?: readonly string[]
  /** Judges in real browsers, too. Without it nothing of the family BRW is judged, unless `only` names it. */
  readonly browsers?: BrowserOptions
  /** Short observation windows: at most six seconds. */
  readonly quick?: boolean
  /** Seconds for which streams are watched that are left idle, or nearly; by default no longer than 15 s. */
  readonly watch_s?: number
  /** A warn of a MUST counts as fail. */
  readonly strict?: boolean
  /** At most so many scenarios at a time. */
  readonly jobs?: number
  /** Stops the recording; what was recorded is judged. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
  /** Keeps the recording in this file. */
  readonly recording?: string
  /** The embedded reference has one channel for every stream, as most servers do. */
  readonly oneChannel?: boolean
}

interface Place {
  /** Where the recording goes. */
  readonly file: string
  readonly baseline?: readonly BaselineEntry[]
  readonly embedded?: Embedded
}

const checkTarget = async (config: Config & { url: string }, options: CheckOptions, place: Place): Promise<Judged> => {
  const { file, baseline, embedded } = place
  const { only, quick = false, strict, jobs, signal, onProgress } = options
  const resolved = resolveTarget(config, quick, options.watch_s)
  const asked = options.browsers ?? (namesBrowsers(resolved.profile, only) ? {} : undefined)
  const target = asked === undefined ? resolved : { ...resolved, browsers: await lookForBrowsers(asked) }
  const { scenarios } = select(target.profile, only, quick, asked !== undefined)
  await record({
    target,
    scenarios,
    file,
    ...(embedded === undefined ? {} : { companion: embedded }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(only === undefined ? {} : { requirements: only }),
    ...(strict === undefined ? {} : { strict }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
  })
  return judgeRecording(file, { quick, ...(strict === undefined ? {} : { strict }), ...(only === undefined ? {} : { only }) })
}

/**
 * Records the target, derives facts from the bytes, and judges them.
 *
 * @throws BrowserMissingError, ConfigurationError, NothingSelectedError, UnreachableError, RecordingError: each says what to do
 */
export const check = async (options: CheckOptions = {}): Promise<Judged> => {
  const { config = {} } = options
  const baseline = config.baseline === undefined ? {} : { baseline: readBaseline(config.baseline) }
  const folder = options.recording === undefined ? mkdtempSync(join(tmpdir(), 'ssespec-')) : undefined
  const file = options.recording ?? join(folder ?? '', 'recording.ndjson')
  try {
    const { url } = config
    if (url !== undefined) return await checkTarget({ ...config, url }, options, { file, ...baseline })
    const embedded = await startEmbedded(config.profile ?? 'sse', options.oneChannel)
    try {
      return await checkTarget(embedded.config, options, { file, ...baseline, embedded })
    } finally {
      await embedded.stop()
    }
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
  }
}
