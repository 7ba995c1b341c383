import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { type BaselineEntry, type LagLine, STALL_MS, tool } from '../schemas/index.js'
import { createFleet, type Fleet } from './browser/fleet.js'
import { type LagTold, sampleLag, startClock } from './clock.js'
import { createHookCaller } from './hooks.js'
import { type Origin, startOrigin } from './hop/origin.js'
import { createMasking } from './masking.js'
import { startRecording } from './recording.js'
import { secretsOf } from './secrets.js'
import type { Target } from './target.js'
import { until } from './until.js'
import { createVain } from './vain.js'
import { createVenue } from './venue.js'
import { recordAll, type Waves } from './waves.js'

export interface RecordOptions extends Waves {
  readonly target: Target
  /** Path of the recording. */
  readonly file: string
  /** The selected ids, if not all. */
  readonly requirements?: readonly string[]
  /** A warning on a MUST counts as a failure, also when the recording is judged again. */
  readonly strict?: boolean
  /** Expected failures, recorded so that judging again gives the same result. */
  readonly baseline?: readonly BaselineEntry[]
  /** A process of ssespec that serves the target on this machine. Its lag is reported and counts as ssespec's own. */
  readonly companion?: { onLag(tell: LagTold): void }
  /** Browsers that are already running and outlive the run. By default a run starts and closes its own. */
  readonly fleet?: Fleet
  readonly signal?: AbortSignal
}

const HOOK_LIMIT_MS = 30_000

/**
 * Records every scenario against the target, wave by wave, into FILE (ssespec-recording/1), after connecting to the target and following redirects.
 * Throws UnreachableError if no connection can be made, and RecordingError if FILE cannot be written. The recording of an aborted run is closed and
 * readable. Leaves nothing open.
 */
export const record = async (options: RecordOptions): Promise<void> => {
  const { target, scenarios, file, requirements, strict, baseline } = options
  // The run is over when it has finished, is stopped, or nothing more can be recorded.
  const over = until(options.signal === undefined ? [] : [options.signal])
  const { signal } = over
  // Every stream of every scenario adds a listener.
  setMaxListeners(0, signal)
  const clock = startClock()
  const masking = createMasking(secretsOf(target))
  const shown = { ...target, ...(target.token === undefined ? {} : { token: '(masked)' }) }
  const configuration = JSON.parse(JSON.stringify(shown, (_name, value) => (typeof value === 'string' ? masking.text(value) : value)))
  const recording = startRecording(
    file,
    clock,
    {
      format: 'ssespec-recording/1',
      tool,
      target: masking.text(target.homeserver?.base_url ?? target.url),
      profile: target.profile,
      configuration,
      clock: { resolution_ns: clock.resolution_ns },
      started: clock.started.toISOString(),
      ...(requirements === undefined ? {} : { requirements: [...requirements] }),
      ...(strict ? { strict } : {}),
      ...(baseline === undefined ? {} : { baseline: [...baseline] }),
      scenarios: ['reach', ...scenarios.map(({ name }) => name)],
    },
    masking,
    () => over.abort(),
  )
  const watchers = new Set<(max_ms: number) => void>()
  let lost_ms = 0
  const tellLag =
    (on: LagLine['on']): LagTold =>
    (max_ms, samples) => {
      recording.write({ on, what: 'lag', max_ms, samples })
      if (max_ms > STALL_MS) lost_ms += max_ms
      for (const watcher of watchers) watcher(max_ms)
    }
  const stopLag = sampleLag(clock, tellLag('clock'))
  options.companion?.onLag(tellLag('companion'))
  const watchLag = () => {
    let worst_ms = 0
    const watcher = (max_ms: number) => {
      worst_ms = Math.max(worst_ms, max_ms)
    }
    watchers.add(watcher)
    return () => {
      watchers.delete(watcher)
      return worst_ms
    }
  }
  const hooks = createHookCaller(HOOK_LIMIT_MS, target.tls, signal)
  const venue = createVenue({ target, recording, hooks, masking, signal })
  const fleet = options.fleet ?? createFleet()
  const vain = createVain(awaited => recording.write({ on: 'run', what: 'note', say: 'waits-briefly', text: awaited }))
  const listening = target.hop?.origin
  let origin: Origin | undefined
  try {
    if (listening !== undefined) origin = await startOrigin(recording, listening.host, listening.port, signal)
    const id = randomBytes(4).toString('hex')
    await recordAll(
      {
        id,
        target,
        recording,
        hooks,
        venue,
        fleet,
        origin,
        signal,
        attempt: 1,
        lost: () => lost_ms,
        vain,
        turns: { last: Promise.resolve() },
        nudges: { count: 0 },
        watchLag,
      },
      options,
    )
    if (signal.aborted) recording.write({ on: 'run', what: 'note', say: 'stopped' })
  } finally {
    over.abort()
    over.release()
    stopLag()
    if (options.fleet === undefined) await fleet.close()
    await venue.close()
    await origin?.close()
    recording.close()
  }
  if (recording.failure !== undefined) throw recording.failure
}
