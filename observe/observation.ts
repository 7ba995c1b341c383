import { defined, type Observation, type RecordingHeader } from '../schemas/index.js'
import { answerFacts } from './answers.js'
import { browserFacts } from './browser/facts.js'
import { tolerances } from './configured.js'
import { deliveryFacts, encodingOf, fatesOf, leadOf, type Publishing, publishingFacts } from './deliveries.js'
import { eventFacts, parserFacts } from './event-facts.js'
import { type ExchangeReading, isStream } from './exchange.js'
import { type Channels, channelsOf } from './exposure.js'
import { mergeFraming } from './framing.js'
import { heartbeatFacts } from './heartbeats.js'
import { hookFacts, metricsFacts } from './hook-facts.js'
import { exchangeFacts } from './lifecycle.js'
import { toMs } from './places.js'
import { publicationsOf, resumeFacts } from './resume.js'
import type { ScenarioReading, Session } from './session.js'
import { undeliveredFacts } from './undelivered.js'

/** The observation of everything seen on every ordinary stream of the run. */
export const RUN = 'run'

/** The facts in a recording. */
export interface Observed {
  readonly header: RecordingHeader
  /** One per scenario, and `run` over all of them. */
  readonly observations: readonly Observation[]
  /** ssespec's own worst lag, in milliseconds. */
  readonly lag_max_ms: number
  readonly ended_ms: number
}

const STATES = { ended: 'complete', began: 'incomplete', skipped: 'skipped', failed: 'failed', broken: 'broken' } as const

/** What the observations of a session share. */
export interface Shared extends Publishing {
  readonly channelOf: ReadonlyMap<string, string>
  readonly publishing: Pick<Observation, 'publishing'>
}

export const shareOf = (session: Session): Shared => ({
  session,
  encoding: encodingOf(session),
  channels: channelsOf(session),
  lead: leadOf(session),
  publishing: publishingFacts(session),
  channelOf: new Map(
    [...session.scenarios.values()].flatMap(scenario =>
      publicationsOf(scenario).map(({ marker, hook }) => [marker, hook.channel ?? ''] as const),
    ),
  ),
})

const NOTHING_DELIVERED = { delivered: 0, undelivered: [] }

const isSuccess = (status = 0): boolean => status >= 200 && status <= 299
const isOpened = ({ seen }: ExchangeReading): boolean => isSuccess(seen.heads[0]?.status)

/** The facts of one scenario. */
export const observeScenario = (scenario: ScenarioReading, shared: Shared): Observation => {
  const { session, channelOf, channels, publishing } = shared
  const { header, requested, profile: own } = session
  const { exchanges } = scenario
  const deliveries = deliveryFacts(scenario, shared)
  const asked = exchanges.filter(exchange => exchange.open.role === 'stream')
  const opened = asked.filter(isOpened)
  // An error, a redirect, a page or a JSON text has no lines and no events. If the type is unknown, as in a capture, it may have them.
  const streams = asked.filter(exchange => exchange.seen.heads.length === 0 || isStream(exchange))
  const facts = exchanges.map(exchange => ({
    ...exchangeFacts(exchange, scenario, session),
    ...own.exchange?.(exchange, scenario, session, scenario.name === RUN),
  }))
  return {
    format: 'ssespec-observation/1',
    scenario: scenario.name,
    state: scenario.state === undefined ? 'absent' : STATES[scenario.state],
    ...defined({ reason: scenario.reason }),
    ...(session.stopped && (scenario.name === RUN || scenario.state === 'began') ? { stopped: true } : {}),
    ...(scenario.name === RUN && session.briefly.length > 0 ? { waits_briefly: [...session.briefly] } : {}),
    ...publishing,
    ...tolerances(header),
    requested,
    window_ms: Math.max(
      0,
      ...streams.map(exchange => toMs(exchange.seen.closed_t - (exchange.seen.heads[0]?.t ?? exchange.seen.closed_t))),
    ),
    heads: facts.filter(({ response }) => response !== undefined).length,
    opened: opened.length,
    streams: facts.filter(({ stream }) => stream).length,
    ends: facts.filter(
      ({ role, end, response, stream }) => role === 'stream' && stream && response !== undefined && end?.prompted === false,
    ).length,
    ...answerFacts(asked),
    exchanges: Object.fromEntries(facts.map(fact => [scenario.name === RUN ? fact.at.connection : fact.label, fact])),
    framing: mergeFraming(streams.map(({ stream }) => stream.framing)),
    events: eventFacts(streams, channelOf, requested.channels),
    ...heartbeatFacts(scenario, session, requested.heartbeat_interval_ms),
    deliveries,
    fates: fatesOf(deliveries),
    ...(own.mayLeaveOut === true
      ? NOTHING_DELIVERED
      : undeliveredFacts(scenario.name === RUN ? session.scenarios.values() : [scenario], channels)),
    resume: resumeFacts(scenario),
    hooks: hookFacts(scenario),
    metrics: metricsFacts(scenario),
    ...own.scenario?.(scenario, session),
    ...(scenario.browsers.length > 0 ? browserFacts(scenario, session) : {}),
    parser: parserFacts(streams),
  }
}

/** All ordinary streams of all scenarios together, except those that a hazardous payload may have broken: separate requirements cover them. */
export const runReading = (session: Session, { isExposed }: Channels): ScenarioReading => {
  const all = [...session.scenarios.values()]
  // If the target gave no stream at all, everything else was skipped for one reason, which is also the reason for the run.
  const others = all.filter(({ name }) => name !== 'reach')
  const reasons = new Set(others.map(({ reason }) => reason))
  return {
    name: RUN,
    exchanges: all.flatMap(({ exchanges }) => exchanges.filter(exchange => exchange.open.role === 'stream' && !isExposed(exchange))),
    origins: [],
    hooks: [],
    metrics: [],
    calls: [],
    browsers: [],
    pages: [],
    named: new Map(),
    began: 0,
    ended: session.ended,
    state: all.length === 0 ? undefined : 'ended',
    reason: reasons.size === 1 && others.every(({ state }) => state === 'skipped') ? [...reasons][0] : undefined,
    broken: all.find(({ broken }) => broken !== undefined)?.broken,
  }
}
