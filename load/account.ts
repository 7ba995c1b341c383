import type { K6Result, Measurement, Workload } from '../schemas/index.js'
import { addedCounters, RUN_COUNTERS } from './counters.js'
import { clientsOf, sourcesOf } from './workload.js'

type Deliveries = Measurement['deliveries']

/** How many clients listen to each source. */
export type Listeners = Readonly<Record<string, number>>

export const listenersOf = (workload: Pick<Workload, 'connections' | 'fanout'>): Listeners =>
  Object.fromEntries(sourcesOf(workload).map((source, number) => [source, clientsOf(number, workload)]))

/** Accepted publications times the clients of their source. */
const expectedOf = (publish: K6Result['publish'], listeners: Listeners): number =>
  Object.entries(listeners).reduce((sum, [source, clients]) => {
    const published = (publish?.published[source] ?? 0) - (publish?.failed_seqs?.[source]?.length ?? 0)
    return sum + published * clients
  }, 0)

/**
 * Compares received with expected deliveries. If every client was connected from the first publication to the last, each delivery is accounted
 * for. Otherwise only gaps between two received deliveries are known to be lost.
 */
export const deliveriesOf = (
  { deliveries, connections }: K6Result,
  publish: K6Result['publish'],
  listeners: Listeners,
  churn_per_s: number,
): Deliveries => {
  const received = deliveries.received - deliveries.repeated
  const counted = { ...addedCounters(RUN_COUNTERS.deliveries, [deliveries]), received }
  const all_there = churn_per_s === 0 && connections.held_max >= connections.requested
  if (!all_there) return { ...counted, lost: deliveries.missing }
  const expected = expectedOf(publish, listeners)
  // More than expected: the server returned an error for a publication, but published it.
  return { ...counted, expected, lost: Math.max(0, expected - received) }
}
