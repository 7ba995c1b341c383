import type { RecordingLine, Timeline } from '../schemas/index.js'
import { observeGuarded, sharedOf, timelineGuarded } from './guarded.js'
import { type Observed, RUN, runReading } from './observation.js'
import { readSession } from './session.js'
import { timelineOf } from './timeline.js'

export { CAPTURED, observeCapture } from './capture.js'
export { createExcerpts, excerptsFrom } from './excerpts.js'
export { NoRecordingError } from './session.js'
export { type Observed, RUN }

type Lines = AsyncIterable<RecordingLine> | Iterable<RecordingLine>

/** Derives only the timeline of a recording. Throws NoRecordingError. */
export const timelineFrom = async (lines: Lines): Promise<Timeline> => timelineOf(await readSession(lines))

/**
 * Derives the observations from a recording's lines, and their timeline. Pure: the same lines give the same facts. A scenario whose facts cannot be
 * derived is `broken`, and the others are derived. Throws NoRecordingError.
 */
export const observe = async (lines: Lines): Promise<Observed & { readonly timeline: Timeline }> => {
  const session = await readSession(lines)
  const { shared, broken } = sharedOf(session)
  const scenarios = [...session.scenarios.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    header: session.header,
    observations: [
      ...scenarios.map(scenario => observeGuarded(scenario.name, () => scenario, shared, broken)),
      observeGuarded(RUN, () => runReading(session, shared.channels), shared, broken),
    ],
    lag_max_ms: session.lagAt(0, session.ended),
    ended_ms: session.ended / 1e6,
    timeline: timelineGuarded(session),
  }
}
