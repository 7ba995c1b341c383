import { type Doubt, defined, type LoadRun, type LoadTransport, type Measurement, type TransportName } from '../schemas/index.js'
import { addedCounters, RUN_COUNTERS } from './counters.js'
import { spreadsOf } from './figures.js'
import { mergedDistribution } from './histogram.js'
import { addedUp } from './merge.js'

const sum = (values: readonly (number | undefined)[]): number => values.reduce<number>((so_far, value) => so_far + (value ?? 0), 0)

/** Undefined if one of them is unknown. */
const sumOfAll = (values: readonly (number | undefined)[]): number | undefined => (values.includes(undefined) ? undefined : sum(values))

const serverOf = (all: readonly Measurement[]): Pick<Measurement, 'server'> => {
  const servers = all.flatMap(({ server }) => server ?? [])
  if (servers.length === 0) return {}
  const sockets = servers.flatMap(one => one.sockets ?? [])
  return {
    server: {
      cpu_s: sum(servers.map(({ cpu_s }) => cpu_s)),
      rss_bytes: Math.max(...servers.map(({ rss_bytes }) => rss_bytes)),
      rss_before_bytes: Math.min(...servers.map(({ rss_before_bytes }) => rss_before_bytes)),
      ...(sockets.length === 0 ? {} : { sockets: Math.max(...sockets) }),
    },
  }
}

const generatorOf = (all: readonly Measurement[]): Measurement['generator'] => {
  const generators = all.map(({ generator }) => generator)
  const most = (of: (one: Measurement['generator']) => number): number => Math.max(...generators.map(of))
  return {
    cpu_s: sum(generators.map(({ cpu_s }) => cpu_s)),
    rss_bytes: most(one => one.rss_bytes),
    slip_ms: most(one => one.slip_ms),
    publish_slip_ms: most(one => one.publish_slip_ms),
    machine_busy: most(one => one.machine_busy),
    saturated: generators.some(({ saturated }) => saturated),
  }
}

const kernelOf = (all: readonly Measurement[]): Pick<Measurement, 'kernel'> => {
  const kernels = all.flatMap(({ kernel }) => kernel ?? [])
  if (kernels.length < all.length) return {}
  return { kernel: { bytes: sum(kernels.map(({ bytes }) => bytes)), generator_bytes: sum(kernels.map(one => one.generator_bytes)) } }
}

/** Combines several runs: counts are added and distributions merged; of connections held the minimum is kept, of memory the maximum. */
export const measurementOfAll = (all: readonly Measurement[]): Measurement => {
  const counted = addedCounters(RUN_COUNTERS, all)
  return {
    ...counted,
    connections: {
      ...counted.connections,
      requested: Math.max(...all.map(({ connections }) => connections.requested)),
      held: Math.min(...all.map(({ connections }) => connections.held)),
      refusals: addedUp(all.map(({ connections }) => connections.refusals)),
    },
    connect_ms: mergedDistribution(all.map(one => one.connect_ms)),
    first_event_ms: mergedDistribution(all.map(one => one.first_event_ms)),
    delivery_ms: mergedDistribution(all.map(one => one.delivery_ms)),
    deliveries: {
      ...counted.deliveries,
      ...defined({
        expected: sumOfAll(all.map(({ deliveries }) => deliveries.expected)),
        lost: sumOfAll(all.map(({ deliveries }) => deliveries.lost)),
      }),
    },
    heartbeats: sum(all.map(({ heartbeats }) => heartbeats)),
    ...kernelOf(all),
    ...serverOf(all),
    generator: generatorOf(all),
  }
}

const distinct = (doubts: readonly Doubt[]): Doubt[] => [...new Map(doubts.map(doubt => [`${doubt.of} ${doubt.reason}`, doubt])).values()]

/** The result of one transport over all its runs. `runs` is not empty. */
export const outcomeOf = (
  name: TransportName,
  generator_name: LoadTransport['generator_name'],
  runs: readonly LoadRun[],
): LoadTransport => {
  const doubts = distinct(runs.flatMap(run => run.doubts ?? []))
  return {
    name,
    generator_name,
    measured: measurementOfAll(runs.map(({ measured }) => measured)),
    figures: spreadsOf(runs.map(run => run.figures)),
    verdict: doubts.length === 0 ? 'valid' : 'inconclusive',
    ...(doubts.length === 0 ? {} : { reason: doubts.map(({ reason }) => reason).join('; '), doubts }),
    runs: [...runs],
  }
}
