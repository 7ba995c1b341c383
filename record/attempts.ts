import { errorText } from '../schemas/index.js'
import type { Run } from './run-state.js'
import { opensPages, type Scenario, type Timed } from './scenario.js'
import { createStage, markerOf } from './stage.js'
import { needs, type Target } from './target.js'
import { STOPPED, within } from './within.js'

/** Called while a run is being recorded. */
export interface Progress {
  readonly scenario: string
  /** failed: by the target or this machine; broken: by an exception of ssespec itself. */
  readonly state: 'began' | 'ended' | 'skipped' | 'failed' | 'broken'
  readonly window_ms: number
  readonly reason?: string
}

const MOST_ATTEMPTS = 3

const timesOf = ({ timed }: Scenario, target: Target): Timed | undefined =>
  timed === true ? { stall_ms: target.tolerance.heartbeat_ms, attempts: MOST_ATTEMPTS } : timed

/** Extra time that a scenario may take. On a busy homeserver each call may take a second, and so may each browser page. */
const overtime_ms = ({ homeserver }: Target, scenario: Scenario): number =>
  homeserver !== undefined || opensPages(scenario) ? 240_000 : 30_000

const missingOf = (scenario: Scenario, target: Target): string | undefined => {
  const missing = scenario.needs?.map(need => needs[need]).find(need => !need.held(target))?.missing
  return typeof missing === 'function' ? missing(target) : missing
}

/** Exceptions of the engine come from ssespec's own code: what the target does is an Error with words of its own. */
const isOwn = (cause: unknown): boolean => cause instanceof TypeError || cause instanceof RangeError || cause instanceof ReferenceError

/** Records one scenario, and records it again if this machine distorted it. Never rejects. */
export const recordOne = async (run: Run, scenario: Scenario, wave: number, onProgress: (progress: Progress) => void): Promise<void> => {
  const { recording, target, signal } = run
  const window_ms = scenario.window_ms?.(target) ?? 0
  const tell = (state: Progress['state'], reason?: string) => {
    const why = reason === undefined ? {} : { reason }
    recording.write({ on: scenario.name, what: 'scenario', state, wave, marker: markerOf(run, scenario), window_ms, ...why })
    onProgress({ scenario: scenario.name, state, window_ms, ...why })
  }
  const missing = missingOf(scenario, target)
  if (missing !== undefined) return tell('skipped', missing)
  if (signal.aborted) return tell('failed', STOPPED)
  try {
    // Pages have separate channels, one per browser.
    if (scenario.kind !== 'browser') await run.venue.prepare(scenario.name, markerOf(run, scenario))
  } catch (cause) {
    return tell('failed', errorText(cause))
  }
  tell('began')
  const lagged = run.watchLag()
  const { stage, leaveAll } = createStage(run, scenario)
  try {
    await within(scenario.tell(stage), window_ms + overtime_ms(target, scenario), run)
  } catch (cause) {
    return tell(isOwn(cause) ? 'broken' : 'failed', errorText(cause))
  } finally {
    leaveAll()
  }
  // A scenario that this machine distorted is recorded once more, with a new channel; the last attempt counts.
  const times = timesOf(scenario, target)
  if (times !== undefined && lagged() > times.stall_ms && run.attempt < times.attempts)
    return recordOne({ ...run, attempt: run.attempt + 1 }, scenario, wave, onProgress)
  tell('ended')
}
