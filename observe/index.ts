import type { RecordingLine } from '../schemas/index.js'
import { type Observed, observeScenario, RUN, runReading, shareOf } from './observation.js'
import { readSession } from './session.js'

export { observeCapture } from './capture.js'
export { createExcerpts, excerptsFrom } from './excerpts.js'
export { NoRecordingError } from './session.js'
export { type Observed, RUN }

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
