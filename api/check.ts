import { join } from 'node:path'
import { type Progress, record } from '../record/index.js'
import { type BaselineEntry, type Config, defined } from '../schemas/index.js'
import { readBaseline } from './baseline-file.js'
import { type BrowserOptions, lookForBrowsers } from './browsers.js'
import { resolveTarget } from './configuration.js'
import { type Embedded, startEmbedded } from './embedded.js'
import { type Judged, judgeRecording } from './judge.js'
import { PROFILE_PARTS } from './profiles.js'
import { namesBrowsers, select } from './selection.js'
import { withTemporaryFolder } from './temporary-folder.js'

export interface CheckOptions {
  /** The target and how to drive it; without `url`, the embedded reference server. */
  readonly config?: Config
  /** Families (`HB`) and ids (`RES-04`) to judge. Default: all. */
  readonly only?: readonly string[]
  /** Also judge in real browsers. Without it, family BRW is not judged unless `only` names it. */
  readonly browsers?: BrowserOptions
  /** Use short observation windows, at most six seconds. */
  readonly quick?: boolean
  /** Seconds to watch idle and nearly idle streams. Default: at most 15 s. */
  readonly watch_s?: number
  /** A warn of a MUST counts as fail. */
  readonly strict?: boolean
  /** Maximum number of scenarios at a time. */
  readonly jobs?: number
  /** Stops the recording; what was recorded until then is judged. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
  /** Write the recording to this file. */
  readonly recording?: string
  /** The embedded reference server has one channel for every stream, as most servers do. */
  readonly oneChannel?: boolean
}

interface Place {
  /** Path for the recording. */
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
  const stop = await PROFILE_PARTS[target.profile].start?.(config)
  try {
    await record({
      target,
      scenarios,
      file,
      ...defined({ companion: embedded, baseline, requirements: only, strict, jobs, signal, onProgress }),
    })
  } finally {
    await stop?.()
  }
  return judgeRecording(file, { quick, ...defined({ strict, only }) })
}

/**
 * Records the target, derives facts from the bytes, and judges them.
 *
 * @throws BrowserMissingError, ConfigurationError, NothingSelectedError, UnreachableError, RecordingError: each says what to do
 */
export const check = async (options: CheckOptions = {}): Promise<Judged> => {
  const { config = {} } = options
  const baseline = config.baseline === undefined ? {} : { baseline: readBaseline(config.baseline) }
  const checkInto = async (file: string): Promise<Judged> => {
    const { url } = config
    if (url !== undefined) return checkTarget({ ...config, url }, options, { file, ...baseline })
    const embedded = await startEmbedded(config.profile ?? 'sse', options.oneChannel)
    try {
      return await checkTarget({ ...embedded.config, ...defined({ tolerance: config.tolerance }) }, options, {
        file,
        ...baseline,
        embedded,
      })
    } finally {
      await embedded.stop()
    }
  }
  return options.recording === undefined
    ? withTemporaryFolder('ssespec-', folder => checkInto(join(folder, 'recording.ndjson')))
    : checkInto(options.recording)
}
