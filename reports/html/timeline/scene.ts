import type { Timeline, TimelineAct, TimelineLane, TimelineScenario, Verdict } from '../../../schemas/index.js'
import { familyOf } from '../../families.js'
import { MOST_EVIDENCE } from '../../finding.js'

/** A place that a verdict points at, by its number in the list beside the picture. */
export interface Pin {
  readonly number: number
  readonly connection: string
  readonly t_ms: number
}

/** What one picture shows: some connections, for a while. */
export interface Scene {
  readonly scenario: string
  readonly from_ms: number
  readonly to_ms: number
  readonly lanes: readonly TimelineLane[]
  /** Connections of the same scenario that are not shown. */
  readonly lanes_left_out: number
  readonly acts: readonly TimelineAct[]
  readonly pins: readonly Pin[]
  /** The verdict is about heartbeats: it is shown when each was due. */
  readonly heartbeats: boolean
  readonly lag_max_ms: number
}

const MOST_LANES = 6
/** So many marks before the first place and after the last are shown. */
const NEAR = 8
const MARGIN = 0.04
const SHORTEST_MS = 4

const pinsOf = ({ evidence }: Verdict): Pin[] =>
  evidence.slice(0, MOST_EVIDENCE).map(({ connection, t_ms }, index) => ({ number: index + 1, connection, t_ms }))

interface Chosen {
  readonly scenarios: readonly TimelineScenario[]
  /** Those that are pointed at; where nothing is, those of the scenario. */
  readonly meant: readonly TimelineLane[]
  readonly pins: readonly Pin[]
}

const chosenOf = (verdict: Verdict, { scenarios }: Timeline): Chosen | undefined => {
  const pins = pinsOf(verdict)
  const named = pins.map(({ connection }) => connection)
  const pointed = scenarios.filter(({ lanes }) => lanes.some(({ connection }) => named.includes(connection)))
  if (pointed.length > 0) {
    const meant = pointed.flatMap(({ lanes }) => lanes.filter(({ connection }) => named.includes(connection)))
    const known = meant.map(({ connection }) => connection)
    return { scenarios: pointed, meant, pins: pins.filter(({ connection }) => known.includes(connection)) }
  }
  const own = scenarios.filter(({ scenario }) => scenario === verdict.scenario)
  const meant = own.flatMap(({ lanes }) => lanes.slice(0, MOST_LANES))
  return meant.length === 0 ? undefined : { scenarios: own, meant, pins: [] }
}

/** Whatever happened on the lanes and around them, in order. How a connection ended counts where that was not merely our leaving. */
const momentsOf = (lanes: readonly TimelineLane[], acts: readonly TimelineAct[]): number[] =>
  [
    ...lanes.flatMap(({ opened_ms, closed_ms, closed, marks }) => [
      opened_ms,
      ...(closed === 'cut' || closed === 'fin' || closed === 'reset' ? [closed_ms] : []),
      ...marks.map(({ t_ms }) => t_ms),
    ]),
    ...acts.map(({ began_ms }) => began_ms),
  ].sort((one, other) => one - other)

const spanOf = ({ meant, pins }: Chosen, acts: readonly TimelineAct[]): { from_ms: number; to_ms: number } => {
  const moments = momentsOf(meant, acts)
  const meantTimes = pins.length > 0 ? pins.map(({ t_ms }) => t_ms) : moments
  const first = Math.min(...meantTimes)
  const last = Math.max(...meantTimes)
  const from = moments.filter(t => t < first).at(-NEAR) ?? moments[0] ?? first
  const to = moments.filter(t => t > last).slice(0, NEAR).at(-1) ?? last
  const wide = Math.max(SHORTEST_MS, Math.max(to, last) - Math.min(from, first))
  return { from_ms: Math.max(0, Math.min(from, first) - wide * MARGIN), to_ms: Math.max(to, last) + wide * MARGIN }
}

/** The connections that are pointed at, and others of the same scenario that were open meanwhile, as far as there is room. */
const lanesOf = ({ scenarios, meant }: Chosen, from_ms: number, to_ms: number): TimelineLane[] => {
  const all = scenarios.flatMap(({ lanes }) => lanes)
  const others = all.filter(lane => !meant.includes(lane) && lane.opened_ms <= to_ms && lane.closed_ms >= from_ms)
  const kept = new Set([...meant.slice(0, MOST_LANES), ...others.slice(0, Math.max(0, MOST_LANES - meant.length))])
  return all.filter(lane => kept.has(lane))
}

/** What a picture for a verdict shows; undefined where the timeline has nothing of it. Pure. */
export const sceneOf = (verdict: Verdict, timeline: Timeline): Scene | undefined => {
  const chosen = chosenOf(verdict, timeline)
  if (chosen === undefined || timeline.ended_ms <= 0) return undefined
  // What holds for the whole run is seen in many scenarios: then what was done in them says little.
  const one = chosen.scenarios.length === 1 ? chosen.scenarios : []
  const acts = one.flatMap(scenario => scenario.acts)
  const { from_ms, to_ms } = spanOf(chosen, acts)
  const lanes = lanesOf(one.length === 1 ? chosen : { ...chosen, scenarios: [{ ...emptyScenario, lanes: [...chosen.meant] }] }, from_ms, to_ms)
  return {
    scenario: chosen.scenarios.map(({ scenario }) => scenario).join(', '),
    from_ms,
    to_ms,
    lanes,
    lanes_left_out: one.flatMap(scenario => scenario.lanes).length - (one.length === 1 ? lanes.length : 0),
    acts: acts.filter(({ t_ms, began_ms }) => t_ms >= from_ms && began_ms <= to_ms),
    pins: chosen.pins,
    heartbeats: familyOf(verdict.id) === 'HB',
    lag_max_ms: Math.max(0, ...chosen.scenarios.map(({ lag_max_ms }) => lag_max_ms)),
  }
}

const emptyScenario: TimelineScenario = { scenario: '', began_ms: 0, ended_ms: 0, lag_max_ms: 0, acts: [], lanes: [] }
