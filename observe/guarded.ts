import type { Observation, Timeline } from '../schemas/index.js'
import { observeScenario, type Shared, shareOf } from './observation.js'
import { reasonOf, toMs } from './places.js'
import { emptyScenario, type ScenarioReading, type Session } from './session.js'
import { timelineOf } from './timeline.js'

/** What the observations share. If it cannot be derived, none of them can, and `broken` says why. */
export const sharedOf = (session: Session): { readonly shared: Shared; readonly broken?: string } => {
  try {
    return { shared: shareOf(session) }
  } catch (cause) {
    return { shared: shareOf({ ...session, scenarios: new Map() }), broken: reasonOf(cause) }
  }
}

const brokenObservation = (name: string, reason: string, shared: Shared): Observation => ({
  ...observeScenario(emptyScenario(name), shared),
  state: 'broken',
  reason,
})

/** The facts of one scenario. An exception breaks this observation and no other. */
export const observeGuarded = (name: string, reading: () => ScenarioReading, shared: Shared, broken?: string): Observation => {
  if (broken !== undefined) return brokenObservation(name, broken, shared)
  try {
    const scenario = reading()
    return scenario.broken === undefined ? observeScenario(scenario, shared) : brokenObservation(name, scenario.broken, shared)
  } catch (cause) {
    return brokenObservation(name, reasonOf(cause), shared)
  }
}

/** A picture without content is better than no report. */
export const timelineGuarded = (session: Session): Timeline => {
  try {
    return timelineOf(session)
  } catch {
    return { format: 'ssespec-timeline/1', ended_ms: toMs(session.ended), scenarios: [] }
  }
}
