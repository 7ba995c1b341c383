import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { type BaselineEntry, tool } from '../schemas/index.js'
import { isEngine } from './browser/engine.js'
import { createFleet, enginesIn, type Fleet } from './browser/fleet.js'
import { type LagTold, sampleLag, startClock } from './clock.js'
import { createHookCaller } from './hooks.js'
import { createMasking } from './masking.js'
import { type Reached, reach } from './reach.js'
import { startRecording } from './recording.js'
import type { Scenario } from './scenario.js'
import { secretsOf } from './secrets.js'
import { createStage, markerOf, type Run } from './stage.js'
import { hasChannels, needs, type Target } from './target.js'
import { until } from './until.js'
import { createVenue } from './venue.js'

/** Told while a run is recorded. */
export interface Progress {
  readonly scenario: string
  readonly state: 'began' | 'ended' | 'skipped' | 'failed'
  readonly window_ms: number
  readonly reason?: string
}

export interface RecordOptions {
  readonly target: Target
  readonly scenarios: readonly Scenario[]
  /** Where the recording is written. */
  readonly file: string
  /** Ids asked for, where not all were. */
  readonly requirements?: readonly string[]
  /** A warn of a MUST will count as fail, when the recording is judged again too. */
  readonly strict?: boolean
  /** Failures that are expected: written down, so that the recording is judged the same again. */
  readonly baseline?: readonly BaselineEntry[]
  /** A process of ours that serves the target on this machine: it tells its lag, which counts as the harness's own. */
  readonly companion?: { onLag(tell: LagTold): void }
  /** Browsers that run already, and go on when the run is over; by default a run starts and closes its own. */
  readonly fleet?: Fleet
  /** At most so many scenarios at a time. */
  readonly jobs?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

const HOOK_LIMIT_MS = 10_000
const MOST_ATTEMPTS = 3
/** What a scenario may take beside its window. Each call of a homeserver may cost it a second where others ask too. */
const overtime_ms = ({ homeserver }: Target): number => (homeserver === undefined ? 30_000 : 150_000)
const AT_ONCE = { server: 64, homeserver: 16 }
// A browser holds few connections at a time, of all its pages together.
const PAGES_AT_ONCE = 4
const REACH_MS = 120_000

const STOPPED = 'the run was stopped'

/**
 * The waves in which scenarios are recorded: all of a wave at once. On a target with channels nothing disturbs anything else, but for
 * what stops the whole server. Where there is one channel, what needs quiet comes before what publishes, and megabytes come alone.
 */
export const wavesOf = (scenarios: readonly Scenario[], channels: boolean): Scenario[][] => {
  const of = (...kinds: Scenario['kind'][]) => scenarios.filter(({ kind }) => kinds.includes(kind))
  const together = channels ? [of('quiet', 'publishing', 'heavy')] : [of('quiet'), of('publishing'), ...of('heavy').map(one => [one])]
  // Browsers take much of a machine: nothing is timed beside them.
  return [...together, of('browser'), ...of('disruptive').map(one => [one])].filter(wave => wave.length > 0)
}

const lackOf = (scenario: Scenario, target: Target): string | undefined => {
  const lack = scenario.needs?.map(need => needs[need]).find(need => !need.held(target))?.lack
  return typeof lack === 'function' ? lack(target) : lack
}

const opensPages = ({ needs: named = [] }: Scenario): boolean => named.some(need => need === 'browsers' || isEngine(need))

/** Rejects when the time is up or the run is stopped first; what goes on behind it is not waited for. */
const within = async <Result>(doing: Promise<Result>, limit_ms: number, signal: AbortSignal): Promise<Result> => {
  const settled = new AbortController()
  const otherwise = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it did not end within ${limit_ms / 1000} s`)), limit_ms)
    const stop = () => reject(new Error(STOPPED))
    signal.addEventListener('abort', stop, { signal: settled.signal })
    if (signal.aborted) stop()
    settled.signal.addEventListener('abort', () => clearTimeout(timer))
  })
  try {
    return await Promise.race([doing, otherwise])
  } finally {
    settled.abort()
  }
}

const recordOne = async (run: Run, scenario: Scenario, wave: number, onProgress: (progress: Progress) => void): Promise<void> => {
  const { recording, target, signal } = run
  const window_ms = scenario.window_ms?.(target) ?? 0
  const tell = (state: Progress['state'], reason?: string) => {
    const why = reason === undefined ? {} : { reason }
    recording.write({ on: scenario.name, what: 'scenario', state, wave, marker: markerOf(run, scenario), window_ms, ...why })
    onProgress({ scenario: scenario.name, state, window_ms, ...why })
  }
  const lack = lackOf(scenario, target)
  if (lack !== undefined) return tell('skipped', lack)
  if (signal.aborted) return tell('failed', STOPPED)
  try {
    // Pages have channels of their own, one in each browser.
    if (scenario.kind !== 'browser') await run.venue.prepare(scenario.name, markerOf(run, scenario))
  } catch (cause) {
    return tell('failed', cause instanceof Error ? cause.message : String(cause))
  }
  tell('began')
  const lagged = run.watchLag()
  const { stage, leaveAll } = createStage(run, scenario)
  try {
    await within(scenario.tell(stage), window_ms + overtime_ms(target), signal)
  } catch (cause) {
    return tell('failed', cause instanceof Error ? cause.message : String(cause))
  } finally {
    leaveAll()
  }
  // What this machine spoilt is looked at once more, with a fresh channel; the last attempt counts.
  const spoilt = scenario.timed === true && lagged() > target.tolerance.heartbeat_ms
  if (spoilt && run.attempt < MOST_ATTEMPTS) return recordOne({ ...run, attempt: run.attempt + 1 }, scenario, wave, onProgress)
  tell('ended')
}

const inTurns = async <Item>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<void>): Promise<void> => {
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
}

/** What reaching came to; a run that is stopped meanwhile has not reached anything. */
const reachWithin = async (run: Run): Promise<Reached> => {
  try {
    return await within(reach(run), REACH_MS, run.signal)
  } catch (cause) {
    if (run.signal.aborted) return { answer: 'other', reason: STOPPED }
    throw cause
  }
}

const recordAll = async (run: Run, { scenarios, jobs: asked, onProgress = () => {} }: RecordOptions): Promise<void> => {
  const { recording, signal, target } = run
  const jobs = asked ?? (target.homeserver === undefined ? AT_ONCE.server : AT_ONCE.homeserver)
  const reached = await reachWithin(run)
  if (reached.answer !== 'stream') {
    const state = signal.aborted ? 'failed' : 'skipped'
    for (const { name } of scenarios) recording.write({ on: name, what: 'scenario', state, reason: reached.reason })
    return
  }
  const there: Run = { ...run, target: reached.target }
  // Accounts that are given are few: each scenario has them for itself.
  const alone = run.target.homeserver?.registration.by === 'accounts'
  for (const [wave, members] of wavesOf(scenarios, hasChannels(run.target)).entries()) {
    const of = (heavy: boolean) => byWindow.filter(({ kind }) => (kind === 'heavy') === heavy)
    // The longest first, so that none of them is what is left at the end.
    const byWindow = members.toSorted((a, b) => (b.window_ms?.(there.target) ?? 0) - (a.window_ms?.(there.target) ?? 0))
    const work = (scenario: Scenario) => recordOne(there, scenario, wave, onProgress)
    const ofPages = members.every(({ kind }) => kind === 'browser')
    if (members.some(opensPages)) await within(run.fleet.start(enginesIn(there.target)), REACH_MS, signal).catch(() => {})
    if (alone || (ofPages && !hasChannels(run.target))) {
      await inTurns(members, 1, work)
      continue
    }
    if (ofPages) {
      await inTurns(byWindow, Math.min(jobs, PAGES_AT_ONCE), work)
      continue
    }
    // Megabytes one after the other: together they would make this machine, and the server's, late for what is timed meanwhile.
    await Promise.all([inTurns(of(false), jobs, work), inTurns(of(true), run.target.quick ? 2 : 1, work)])
  }
}

/**
 * Records every scenario against the target, wave by wave, into FILE (ssespec-recording/1). First the target is reached, and redirects are followed.
 * Throws UnreachableError when no connection can be made, RecordingError when FILE cannot be written. An aborted run is closed and readable. Nothing is left open.
 */
export const record = async (options: RecordOptions): Promise<void> => {
  const { target, scenarios, file, requirements, strict, baseline } = options
  // The run is over when it has ended, when it is stopped, and when nothing more can be written down.
  const over = until(options.signal === undefined ? [] : [options.signal])
  const { signal } = over
  // Every stream of every scenario listens to it.
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
  const tellLag =
    (on: string): LagTold =>
    (max_ms, samples) => {
      recording.write({ on, what: 'lag', max_ms, samples })
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
  try {
    await recordAll({ id: randomBytes(4).toString('hex'), target, recording, hooks, venue, fleet, signal, attempt: 1, watchLag }, options)
    if (signal.aborted) recording.write({ on: 'run', what: 'note', say: 'stopped' })
  } finally {
    over.abort()
    over.release()
    stopLag()
    if (options.fleet === undefined) await fleet.close()
    await venue.close()
    recording.close()
  }
  if (recording.failure !== undefined) throw recording.failure
}
