import type { CallLine, HookLine, Timeline, TimelineAct, TimelineLane, TimelineMark, TimelineScenario } from '../schemas/index.js'
import { tolerances } from './configured.js'
import type { SeenEvent } from './events.js'
import type { ExchangeReading } from './exchange.js'
import { intervalOf } from './heartbeats.js'
import { brief, toMs } from './places.js'
import type { ScenarioReading, Session } from './session.js'

/** For all scenarios together, so that a picture of any recording has a bounded size. */
const MOST_LANES = 1000
const MOST_MARKS = 60_000
const MOST_LANE_MARKS = 600
const FEWEST_LANE_MARKS = 40
const MOST_ACTS = 400
const MOST_CHARACTERS = 80

const text = (said: string): { text: string } | Record<string, never> => (said === '' ? {} : { text: brief(said, MOST_CHARACTERS) })

const eventText = ({ type, lastEventId, ownId, excerpt }: SeenEvent): string => {
  const name = type === 'message' ? '' : `${type} `
  const id = ownId ? `id ${brief(lastEventId, MOST_CHARACTERS / 2)} ` : ''
  return `${name}${id}${excerpt}`.trim()
}

/** A mark with its time in nanoseconds, until marks are sorted. */
type Timed = TimelineMark & { readonly t: number }

const timed = (mark: TimelineMark['mark'], t: number, said: string): Timed => ({ mark, t, t_ms: toMs(t), ...text(said) })

const marksOf = ({ seen, stream }: ExchangeReading): Timed[] =>
  [
    ...seen.heads.map(({ t, status }) => timed('head', t, String(status))),
    ...stream.events.map(event => timed('event', event.t, eventText(event))),
    ...stream.beats.map(({ t, bytes }) => timed('heartbeat', t, bytes)),
    ...(seen.end === undefined ? [] : [timed('end', seen.end.t, seen.end.how)]),
  ].sort((one, other) => one.t - other.t)

/** The most marks of a kind. Marks of a kind within one slot of time are merged. */
const merged = (marks: readonly Timed[], most: number): TimelineMark[] => {
  const first = marks[0]?.t ?? 0
  const part = marks.length <= most ? 0 : ((marks.at(-1)?.t ?? first) - first) / most
  const kept: (TimelineMark & { part: number })[] = []
  const last = new Map<string, TimelineMark & { part: number }>()
  for (const { t, ...mark } of marks) {
    const within = part === 0 ? -1 : Math.floor((t - first) / part)
    const before = last.get(mark.mark)
    if (before !== undefined && part > 0 && before.part === within) {
      before.count = (before.count ?? 1) + 1
      before.until_ms = mark.t_ms
    } else {
      const fresh = { ...mark, part: within }
      kept.push(fresh)
      last.set(mark.mark, fresh)
    }
  }
  return kept.map(({ part: _part, ...mark }) => mark)
}

const laneOf = (exchange: ExchangeReading, session: Session, most: number): TimelineLane => {
  const { open, seen } = exchange
  const interval_ms = intervalOf(exchange, session.requested.heartbeat_interval_ms)
  return {
    connection: open.on,
    role: open.role === 'probe' ? 'probe' : 'stream',
    client: open.client,
    method: open.method,
    protocol: open.protocol,
    opened_ms: toMs(open.t),
    closed_ms: toMs(Math.max(open.t, seen.closed_t)),
    closed: seen.how ?? 'open',
    ...(seen.paused ? { paused: true as const } : {}),
    ...(open.last_event_id === undefined ? {} : { last_event_id: brief(open.last_event_id, MOST_CHARACTERS) }),
    ...(interval_ms === undefined ? {} : { heartbeat_interval_ms: interval_ms, tolerance_ms: tolerances(session.header).tolerance_ms }),
    marks: merged(marksOf(exchange), most),
  }
}

const hookAct = ({ hook, began, t, ok, case: name, published }: HookLine): TimelineAct => ({
  act: hook,
  began_ms: toMs(began),
  t_ms: toMs(t),
  ok,
  ...text(name ?? published?.data ?? ''),
})

const callAct = ({ began, t, label, status = 0 }: CallLine): TimelineAct => ({
  act: 'call',
  began_ms: toMs(began),
  t_ms: toMs(t),
  ok: status >= 200 && status < 300,
  ...text(label),
})

const actsOf = ({ hooks, calls }: ScenarioReading): TimelineAct[] =>
  [...hooks.map(hookAct), ...calls.map(callAct)].sort((one, other) => one.began_ms - other.began_ms)

const scenarioOf = (scenario: ScenarioReading, exchanges: readonly ExchangeReading[], session: Session, most: number): TimelineScenario => {
  const acts = actsOf(scenario)
  const ended = scenario.ended || session.ended
  return {
    scenario: scenario.name,
    began_ms: toMs(scenario.began),
    ended_ms: toMs(Math.max(scenario.began, ended)),
    lag_max_ms: session.lagAt(scenario.began, ended),
    acts: acts.slice(0, MOST_ACTS),
    ...(acts.length > MOST_ACTS ? { acts_left_out: acts.length - MOST_ACTS } : {}),
    lanes: exchanges.map(exchange => laneOf(exchange, session, most)),
  }
}

/** The content of a drawing of a recording. The same recording gives the same timeline. */
export const timelineOf = (session: Session): Timeline => {
  const all = [...session.scenarios.values()].filter(({ exchanges, hooks, calls }) => exchanges.length + hooks.length + calls.length > 0)
  const count = all.reduce((sum, { exchanges }) => sum + exchanges.length, 0)
  const most = Math.max(FEWEST_LANE_MARKS, Math.min(MOST_LANE_MARKS, Math.floor(MOST_MARKS / Math.max(1, count))))
  let left = MOST_LANES
  const scenarios = all.map(scenario => {
    const exchanges = scenario.exchanges.slice(0, left)
    left -= exchanges.length
    return scenarioOf(scenario, exchanges, session, most)
  })
  return {
    format: 'ssespec-timeline/1',
    ended_ms: toMs(session.ended),
    scenarios: scenarios.sort((one, other) => one.began_ms - other.began_ms),
    ...(count > MOST_LANES ? { lanes_left_out: count - MOST_LANES } : {}),
  }
}
