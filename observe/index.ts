import type { Observation, RecordingHeader, RecordingLine } from '../schemas/index.js'
import { observeScenario, RUN, runReading, shareOf } from './observation.js'
import { readSession } from './session.js'

export { observeCapture } from './capture.js'
export { createExcerpts, excerptsFrom } from './excerpts.js'
export { NoRecordingError } from './session.js'
export { RUN }

/** What a recording says, as facts. */
export interface Observed {
  readonly header: RecordingHeader
  /** One a scenario, and `run` over all of them. */
  readonly observations: readonly Observation[]
  /** The harness's worst lag, milliseconds. */
  readonly lag_max_ms: number
  readonly ended_ms: number
}

/** Derives the observations from a recording's lines. Pure: the same lines give the same facts. Throws NoRecordingError. */
export const observe = async (lines: AsyncIterable<RecordingLine> | Iterable<RecordingLine>): Promise<Observed> => {
  const session = await readSession(lines)
  const shared = shareOf(session)
  const scenarios = [...session.scenarios.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    header: session.header,
    observations: [...scenarios, runReading(session)].map(scenario => observeScenario(scenario, shared)),
    lag_max_ms: session.lagAt(0, session.ended),
    ended_ms: session.ended / 1e6,
  }
}
