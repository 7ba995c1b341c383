import { defined, type K6Result, type LoadRun, type Measurement, type Moment } from '../schemas/index.js'
import { deliveriesOf, type Listeners, listenersOf } from './account.js'
import { addedCounters, RUN_COUNTERS } from './counters.js'
import { doubtsOf, isSaturated } from './doubts.js'
import { figuresOf } from './figures.js'
import { mergedDistribution } from './histogram.js'
import { type Between, between } from './meters/looks.js'
import type { Look } from './meters/server-meter.js'
import type { Schedule } from './schedule.js'
import { clientSeconds, countAt, recoverySeconds } from './timeline.js'
import type { SettledWorkload } from './workload.js'

/** The kernel's count of the clients' bytes at a moment. */
export interface Counted {
  readonly at_us: number
  readonly bytes: number
}

/** Everything one run produced. */
export interface RunParts {
  readonly started: string
  readonly result: K6Result
  readonly looks: readonly Look[]
  readonly counted: readonly Counted[]
  readonly storm_at_us: number | undefined
  /** Each client has a held request when the run ends. */
  readonly holds: boolean
  /** Set if they differ from the workload's. */
  readonly listeners?: Listeners
}

const US_A_S = 1e6

const kernelOf = ({ result, counted }: RunParts): Pick<Measurement, 'kernel'> => {
  const { started_us, ended_us, timeline } = result
  // The latest sample taken while clients were still connected.
  const last = counted.findLast(({ at_us }) => at_us < ended_us - US_A_S / 10)
  if (last === undefined) return {}
  return { kernel: { bytes: last.bytes, generator_bytes: Math.round(countAt(timeline, 'bytes', (last.at_us - started_us) / US_A_S)) } }
}

const measurementOf = (parts: RunParts, seen: Between, workload: SettledWorkload): Measurement => {
  const { result } = parts
  const { connections, publish } = result
  const counted = addedCounters(RUN_COUNTERS, [result])
  const generator = {
    cpu_s: result.cpu_s,
    rss_bytes: result.rss_bytes,
    slip_ms: result.slip_ms.p99,
    publish_slip_ms: publish?.slip_ms.p99 ?? 0,
    machine_busy: seen.machine_busy,
  }
  return {
    ...counted,
    connections: {
      ...counted.connections,
      requested: connections.requested,
      held: connections.held_max,
      refusals: connections.refusals ?? {},
    },
    connect_ms: result.connect_ms ?? mergedDistribution([]),
    first_event_ms: result.first_event_ms ?? mergedDistribution([]),
    delivery_ms: result.delivery_ms,
    deliveries: deliveriesOf(result, publish, parts.listeners ?? listenersOf(workload), workload.churn_per_s),
    heartbeats: result.comments,
    ...kernelOf(parts),
    ...defined({ server: seen.server }),
    generator: { ...generator, saturated: isSaturated(generator, parts.storm_at_us !== undefined) },
  }
}

const momentsOf = ({ timeline, started_us }: K6Result, looks: readonly Look[]): Moment[] =>
  timeline.map(({ t_s, connections, deliveries, bytes }) => {
    const look = looks.findLast(({ at_us }) => at_us <= started_us + t_s * US_A_S)
    return { t_s, connections, deliveries, bytes, ...(look?.server === undefined ? {} : { server_rss_bytes: look.server.rss_bytes }) }
  })

const publications = (publish: K6Result['publish']): number => Object.values(publish?.published ?? {}).reduce((sum, last) => sum + last, 0)

/** Builds one run from the results of its parts. The measured time is from the first publication until the last has had time to arrive. */
export const assembled = (parts: RunParts, workload: SettledWorkload, { from_s, whole_s, ramp_s }: Schedule): LoadRun => {
  const { started, result, looks, storm_at_us, holds } = parts
  const { timeline, started_us, ended_us } = result
  const end_s = Math.min(whole_s, timeline.at(-1)?.t_s ?? whole_s, (ended_us - started_us) / US_A_S)
  const begin_s = Math.min(from_s, end_s)
  const clients = result.connections.held_max
  const window = {
    from_s: begin_s,
    to_s: end_s,
    bytes: Math.round(countAt(timeline, 'bytes', end_s) - countAt(timeline, 'bytes', begin_s)),
    deliveries: result.deliveries.received - result.deliveries.repeated,
    client_s: clientSeconds(clients, begin_s, end_s),
  }
  const measured = measurementOf(parts, between(looks, started_us + begin_s * US_A_S, started_us + end_s * US_A_S), workload)
  const recovery_s = storm_at_us === undefined ? undefined : recoverySeconds(timeline, (storm_at_us - started_us) / US_A_S)
  const figures = figuresOf({
    measured,
    window,
    clients,
    unanswered: holds ? clients : 0,
    // Clients connected evenly over the ramp.
    whole_client_s: clientSeconds(clients, ramp_s / 2, end_s),
    ...defined({ recovery_s }),
  })
  const doubts = doubtsOf(measured, {
    interrupted: result.interrupted,
    failed_publications: result.publish?.failed ?? 0,
    publications: publications(result.publish),
    storm: storm_at_us !== undefined,
    talks: workload.rate_per_s > 0,
  })
  return { started, window, measured, figures, timeline: momentsOf(result, looks), ...(doubts.length === 0 ? {} : { doubts }) }
}
