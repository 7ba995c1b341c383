import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Load,
  type LoadRun,
  type LoadTarget,
  type LoadTransport,
  type SkippedTransport,
  type TransportName,
  tool,
} from '../schemas/index.js'
import { agreementsOf } from './agreement.js'
import { runAutocannon } from './autocannon/run.js'
import { checkCapacity } from './capacity.js'
import { findK6, k6Version } from './k6.js'
import { machine } from './machine.js'
import { outcomeOf } from './outcome.js'
import { type RunPlan, runOnce } from './run.js'
import { scheduleOf } from './schedule.js'
import { isRoute, type Subject } from './subject.js'
import { judgedThresholds } from './thresholds.js'
import { transportNamed } from './transports.js'
import type { SettledWorkload } from './workload.js'

/** The current step. */
export interface LoadProgress {
  readonly transport: TransportName
  readonly generator_name: LoadTransport['generator_name']
  readonly number: number
  readonly of: number
  /** Its duration in s. */
  readonly lasts_s: number
}

export interface LoadOptions {
  readonly workload: SettledWorkload
  /** Returns the server under load, ready for one run; called for each run. */
  readonly subject: () => Promise<Subject>
  /** The target's host; absent for one on this machine. */
  readonly url?: string
  /** An earlier result to compare with. */
  readonly baseline?: Load
  /** Ends it early; what was measured until then is returned. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: LoadProgress) => void
  /** Receives lines about slow steps before the first run. */
  readonly onNote?: (text: string) => void
}

interface Turn {
  readonly transport: TransportName
  readonly generator_name: LoadTransport['generator_name']
}

/** Alternate transports, so that changes on the machine affect them equally. */
const turnsOf = ({ transports, repeats, cross_check }: SettledWorkload): Turn[] =>
  Array.from({ length: repeats }, () =>
    transports.flatMap((transport): Turn[] => [
      { transport, generator_name: 'k6' },
      ...(cross_check && transport === 'longpoll' ? [{ transport, generator_name: 'autocannon' as const }] : []),
    ]),
  ).flat()

const nameOf = (number: number): string => `r${Date.now().toString(36)}${number}`

interface Gathered {
  readonly runs: Map<string, LoadRun[]>
  readonly skipped: Map<TransportName, string>
  target: LoadTarget | undefined
}

const keyOf = ({ transport, generator_name }: Turn): string => `${generator_name} ${transport}`

const takeTurn = async (
  turn: Turn,
  number: number,
  plan: Pick<RunPlan, 'k6' | 'folder' | 'workload'>,
  subject: Subject,
  signal: AbortSignal,
) => {
  const route = subject.route(turn.transport)
  if (!isRoute(route)) return route.missing
  const schedule = scheduleOf(turn.transport, plan.workload)
  const whole: RunPlan = { ...plan, name: nameOf(number), transport: transportNamed(turn.transport), route, subject, schedule }
  return turn.generator_name === 'k6' ? runOnce(whole, signal) : runAutocannon(whole, signal)
}

/** Runs every turn, each on a prepared target, until aborted. */
const gather = async (
  { workload, subject: ready, onProgress }: LoadOptions,
  plan: Pick<RunPlan, 'k6' | 'folder' | 'workload'>,
  signal: AbortSignal,
): Promise<Gathered> => {
  const gathered: Gathered = { runs: new Map(), skipped: new Map(), target: undefined }
  const turns = turnsOf(workload)
  for (const [index, turn] of turns.entries()) {
    if (signal.aborted) break
    const subject = await ready()
    try {
      gathered.target = subject.told
      onProgress?.({ ...turn, number: index + 1, of: turns.length, lasts_s: scheduleOf(turn.transport, workload).whole_s })
      const run = await takeTurn(turn, index, plan, subject, signal)
      if (typeof run === 'string') gathered.skipped.set(turn.transport, run)
      else gathered.runs.set(keyOf(turn), [...(gathered.runs.get(keyOf(turn)) ?? []), run])
    } catch (cause) {
      // A run that was stopped before it counted anything has no result.
      if (!signal.aborted) throw cause
    } finally {
      await subject.stop()
    }
  }
  return gathered
}

const resultsOf = ({ runs }: Gathered): LoadTransport[] =>
  [...runs].map(([key, some]) => {
    const [generator_name = 'k6', name = 'sse'] = key.split(' ') as [LoadTransport['generator_name'], TransportName]
    return outcomeOf(name, generator_name, some)
  })

/**
 * Runs one workload against a server over one or several transports.
 * @throws {CapacityError} before anything starts, if this machine is too small; {GeneratorError} if k6 is missing or failed
 */
export const measureLoad = async (options: LoadOptions): Promise<Load> => {
  const { workload, onNote, baseline, signal = new AbortController().signal } = options
  const began = performance.now()
  const started = new Date().toISOString()
  const here = machine()
  checkCapacity(workload, here, options.url ?? 'http://127.0.0.1')
  const k6 = await findK6(onNote)
  const folder = await mkdtemp(join(tmpdir(), 'ssespec-load-'))
  const gathered = await gather(options, { k6, folder, workload }, signal).finally(() => rm(folder, { recursive: true, force: true }))
  const transports = resultsOf(gathered)
  const skipped: SkippedTransport[] = [...gathered.skipped].map(([name, reason]) => ({ name, reason }))
  const agreements = agreementsOf(transports)
  return {
    format: 'ssespec-load/1',
    tool,
    started,
    wall_ms: performance.now() - began,
    interrupted: signal.aborted,
    target: gathered.target ?? { url: '', profile: 'sse', embedded: false },
    workload,
    machine: { ...here, k6: await k6Version(k6) },
    transports,
    ...(skipped.length === 0 ? {} : { skipped }),
    ...(agreements.length === 0 ? {} : { agreements }),
    thresholds: judgedThresholds(transports, workload.thresholds, baseline),
  }
}
