import type { Observation, Profile } from '../schemas/index.js'
import { type Carrying, onePayloadPerEvent } from './carried.js'
import type { ExchangeReading } from './exchange.js'
import { ofHop } from './hop/own.js'
import { ofHomeserver } from './matrix/own.js'
import type { ScenarioReading, Session } from './session.js'

/** What a profile observes beyond the facts of any event stream. */
export interface ObservedProfile {
  /** What every target has, whatever its configuration says. */
  readonly has: Partial<Observation['requested']>
  readonly carrying: Carrying
  /** A stream may leave out what was published, so arrival is not compared with what was published on its channel. */
  readonly mayLeaveOut?: boolean
  /** Facts of one exchange; `whole`: of the whole run, instead of a scenario. */
  exchange?(
    exchange: ExchangeReading,
    scenario: ScenarioReading,
    session: Session,
    whole: boolean,
  ): Partial<Observation['exchanges'][string]>
  scenario?(scenario: ScenarioReading, session: Session): Partial<Observation>
}

/** One row per profile; what only one has is in the folder of its name. */
export const OBSERVED: Readonly<Record<Profile, ObservedProfile>> = {
  sse: { has: {}, carrying: onePayloadPerEvent },
  hop: ofHop,
  matrix: ofHomeserver,
}
