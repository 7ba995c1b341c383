import { randomBytes } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { tool } from '../schemas/index.js'
import { sampleLag, startClock } from './clock.js'
import { createHookCaller } from './hooks.js'
import { createMasking, secretFields } from './masking.js'
import { reach } from './reach.js'
import { startRecording } from './recording.js'
import type { Scenario } from './scenario.js'
import { createStage, markerOf, type Run } from './stage.js'
import { hasChannels, needs, type Target } from './target.js'

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
  /** At most so many scenarios at a time. */
  readonly jobs?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
}

const HOOK_LIMIT_MS = 10_000
const OVERTIME_MS = 30_000

const secretsOf = (target: Target): string[] => {
  const { publish, restart, stop, fail } = target.hooks
  const hooks = [publish, restart, stop, fail].flatMap(hook => (hook !== undefined && 'headers' in hook ? secretFields(hook.headers) : []))
  return [...(target.token === undefined ? [] : [target.token]), ...secretFields(target.headers), ...secretFields(target.request?.headers), ...hooks]
}

/**
 * The waves in which scenarios are recorded: all of a wave at once. On a target with channels nothing disturbs anything else, but for
 * what stops the whole server. Where there is one channel, what needs quiet comes before what publishes, and megabytes come alone.
 */
export const wavesOf = (scenarios: readonly Scenario[], channels: boolean): Scenario[][] => {
  const of = (...kinds: Scenario['kind'][]) => scenarios.filter(({ kind }) => kinds.includes(kind))
  const together = channels ? [of('quiet', 'publishing', 'heavy')] : [of('quiet'), of('publishing'), ...of('heavy').map(one => [one])]
  return [...together, ...of('disruptive').map(one => [one])].filter(wave => wave.length > 0)
}

const lackOf = (scenario: Scenario, target: Target): string | undefined =>
  scenario.needs?.map(need => needs[need]).find(need => !need.held(target))?.lack

const tellWithin = async (telling: Promise<void>, limit_ms: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const overtime = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not end within ${limit_ms / 1000} s`)), limit_ms)
  })
  try {
    await Promise.race([telling, overtime])
  } finally {
    clearTimeout(timer)
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
  if (signal.aborted) return tell('failed', 'the run was stopped')
  tell('began')
  const { stage, leaveAll } = createStage(run, scenario)
  try {
    await tellWithin(scenario.tell(stage), window_ms + OVERTIME_MS)
    tell(signal.aborted ? 'failed' : 'ended', signal.aborted ? 'the run was stopped' : undefined)
  } catch (cause) {
    tell('failed', cause instanceof Error ? cause.message : String(cause))
  } finally {
    leaveAll()
  }
}

const inTurns = async <Item>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<void>): Promise<void> => {
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker))
}

/**
 * Records every scenario against the target, wave by wave, into FILE (ssespec-recording/1). First the target is reached, and redirects are followed.
 * Throws UnreachableError when no connection can be made, RecordingError when FILE cannot be written. An aborted run is closed and readable.
 */
export const record = async (options: RecordOptions): Promise<void> => {
  const { target, scenarios, file, requirements, jobs = 64, onProgress = () => {} } = options
  const signal = options.signal ?? new AbortController().signal
  // Every stream of every scenario listens to it.
  setMaxListeners(0, signal)
  const clock = startClock()
  const masking = createMasking(secretsOf(target))
  const masked = JSON.parse(masking.text(JSON.stringify({ ...target, ...(target.token === undefined ? {} : { token: '(masked)' }) })))
  const recording = startRecording(
    file,
    clock,
    {
      format: 'ssespec-recording/1',
      tool,
      target: masking.text(target.url),
      profile: target.profile,
      configuration: masked,
      clock: { resolution_ns: clock.resolution_ns },
      started: clock.started.toISOString(),
      ...(requirements === undefined ? {} : { requirements: [...requirements] }),
      scenarios: ['reach', ...scenarios.map(({ name }) => name)],
    },
    masking,
  )
  const stopLag = sampleLag(clock, (max_ms, samples) => recording.write({ on: 'clock', what: 'lag', max_ms, samples }))
  const hooks = createHookCaller(HOOK_LIMIT_MS, target.tls)
  const id = randomBytes(4).toString('hex')
  try {
    const reached = await reach({ id, target, recording, hooks, signal })
    if (reached.answer !== 'stream') {
      for (const { name } of scenarios) recording.write({ on: name, what: 'scenario', state: 'skipped', reason: reached.reason })
      return
    }
    const run: Run = { id, target: reached.target, recording, hooks, signal }
    for (const [wave, members] of wavesOf(scenarios, hasChannels(target)).entries()) {
      await inTurns(members, jobs, scenario => recordOne(run, scenario, wave, onProgress))
    }
  } finally {
    stopLag()
    await hooks.close()
    recording.close()
  }
}
