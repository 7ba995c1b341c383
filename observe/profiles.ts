import type { Observation, Profile } from '../schemas/index.js'
import type { ExchangeReading } from './exchange.js'
import { ofHomeserver } from './matrix/own.js'
import type { ScenarioReading, Session } from './session.js'

/** What a profile observes beyond the facts of any event stream. */
export interface OwnFacts {
  /** Of one exchange; `whole`: of the whole run, instead of a scenario. */
  exchange?(
    exchange: ExchangeReading,
    scenario: ScenarioReading,
    session: Session,
    whole: boolean,
  ): Partial<Observation['exchanges'][string]>
  scenario?(scenario: ScenarioReading, session: Session): Partial<Observation>
  /** A stream may leave out what was published, so arrival is not compared with what was published on its channel. */
  readonly mayLeaveOut?: boolean
}

const OWN: Readonly<Record<Profile, OwnFacts>> = { sse: {}, matrix: ofHomeserver }

export const ownFactsOf = (profile: Profile): OwnFacts => OWN[profile]
