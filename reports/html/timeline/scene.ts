import type { Timeline, TimelineAct, TimelineLane, TimelineScenario, Verdict } from '../../../schemas/index.js'
import { familyOf } from '../../families.js'
import { MOST_EVIDENCE } from '../../finding.js'

/** A place that a verdict points at, by its number in the list next to the picture. */
export interface Pin {
  readonly number: number
  readonly connection: string
  readonly t_ms: number
}

/** The content of one picture: some connections over a period. */
export interface Scene {
  readonly scenario: string
  readonly from_ms: number
  readonly to_ms: number
  readonly lanes: readonly TimelineLane[]
  /** Connections of the same scenario that are not shown. */
  readonly lanes_left_out: number
  readonly acts: readonly TimelineAct[]
  readonly pins: readonly Pin[]
  /** The verdict is about heartbeats: show when each was due. */
  readonly heartbeats: boolean
  readonly lag_max_ms: number
}

const MOST_LANES = 6
/** Number of marks shown before the first place and after the last. */
const NEAR = 8
const MARGIN = 0.04
const SHORTEST_MS = 4

const pinsOf = ({ evidence }: Verdict): Pin[] =>
  evidence.slice(0, MOST_EVIDENCE).map(({ connection, t_ms }, index) => ({ number: index + 1, connection, t_ms }))

/** The subject of a verdict, before its period is known. */
interface Subject {
  readonly scenarios: readonly TimelineScenario[]
  /** The connections that evidence points at, or all of the scenario if there are none. */
  readonly meant: readonly TimelineLane[]
  readonly pins: readonly Pin[]
}

const subjectOf = (verdict: Verdict, { scenarios }: Timeline): Subject => {
  const pins = pinsOf(verdict)
  const named = new Set(pins.map(({ connection }) => connection))
  const pointed = scenarios.filter(({ lanes }) => lanes.some(({ connection }) => named.has(connection)))
  if (pointed.length > 0) {
    const meant = pointed.flatMap(({ lanes }) => lanes.filter(({ connection }) => named.has(connection)))
    const known = new Set(meant.map(({ connection }) => connection))
    return { scenarios: pointed, meant, pins: pins.filter(({ connection }) => known.has(connection)) }
  }
  const own = scenarios.filter(({ scenario }) => scenario === verdict.scenario)
  return { scenarios: own, meant: own.flatMap(({ lanes }) => lanes.slice(0, MOST_LANES)), pins: [] }
}

/** A requirement over the whole run is seen in many scenarios, so other events in them mean little. */
const surroundingsOf = ({ scenarios }: Subject): Pick<TimelineScenario, 'lanes' | 'acts'> =>
  scenarios.length === 1 && scenarios[0] !== undefined ? scenarios[0] : { lanes: [], acts: [] }

/**
 * Everything that happened on the lanes and around them, in order. A connection's end counts if ssespec did not simply close it, or if nothing else
 * was seen.
 */
const momentsOf = (lanes: readonly TimelineLane[], acts: readonly TimelineAct[]): number[] =>
  [
    ...lanes.flatMap(({ opened_ms, closed_ms, closed, marks }) => [
      opened_ms,
      ...(closed === 'cut' || closed === 'fin' || closed === 'reset' || marks.length === 0 ? [closed_ms] : []),
      ...marks.map(({ t_ms }) => t_ms),
    ]),
    ...acts.map(({ began_ms }) => began_ms),
  ].sort((one, other) => one - other)

const spanOf = ({ meant, pins }: Subject, acts: readonly TimelineAct[]): { from_ms: number; to_ms: number } => {
  const moments = momentsOf(meant, acts)
  const meantTimes = pins.length > 0 ? pins.map(({ t_ms }) => t_ms) : moments
  const first = Math.min(...meantTimes)
  const last = Math.max(...meantTimes)
  const before = moments.filter(t => t < first)
  const from = before.at(-NEAR) ?? before[0] ?? first
  const to =
    moments
      .filter(t => t > last)
      .slice(0, NEAR)
      .at(-1) ?? last
  const margin = Math.max((to - from) * MARGIN, (SHORTEST_MS - (to - from)) / 2)
  return { from_ms: Math.max(0, from - margin), to_ms: to + margin }
}

/** The relevant connections, and others of the scenario that were open at that time, as far as they fit. */
const lanesOf = (meant: readonly TimelineLane[], all: readonly TimelineLane[], from_ms: number, to_ms: number): TimelineLane[] => {
  const others = all.filter(lane => !meant.includes(lane) && lane.opened_ms <= to_ms && lane.closed_ms >= from_ms)
  return [...meant, ...others].slice(0, MOST_LANES).sort((one, other) => one.opened_ms - other.opened_ms)
}

/** A call that made a publication is shown as that publication only. */
const withoutCarriers = (acts: readonly TimelineAct[]): TimelineAct[] => {
  const published = acts.filter(({ act }) => act === 'publish')
  const carries = (call: TimelineAct) => published.some(one => one.began_ms <= call.began_ms && call.t_ms <= one.t_ms)
  return acts.filter(act => act.act !== 'call' || !carries(act))
}

/** The picture for a verdict; undefined if the timeline has nothing about it. Pure. */
export const sceneOf = (verdict: Verdict, timeline: Timeline): Scene | undefined => {
  const subject = subjectOf(verdict, timeline)
  // Captured bytes have no times.
  if (subject.meant.length === 0 || timeline.ended_ms <= 0) return undefined
  const around = surroundingsOf(subject)
  const { from_ms, to_ms } = spanOf(subject, around.acts)
  const lanes = lanesOf(subject.meant, around.lanes, from_ms, to_ms)
  return {
    scenario: subject.scenarios.map(({ scenario }) => scenario).join(', '),
    from_ms,
    to_ms,
    lanes,
    lanes_left_out: Math.max(subject.meant.length, around.lanes.length) - lanes.length,
    acts: withoutCarriers(around.acts).filter(({ t_ms, began_ms }) => t_ms >= from_ms && began_ms <= to_ms),
    pins: subject.pins,
    heartbeats: familyOf(verdict.id) === 'HB',
    lag_max_ms: Math.max(0, ...subject.scenarios.map(({ lag_max_ms }) => lag_max_ms)),
  }
}
