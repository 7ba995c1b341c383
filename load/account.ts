import type { K6Result, Measurement, Workload } from '../schemas/index.js'
import { clientsOf, sourcesOf } from './workload.js'

type Deliveries = Measurement['deliveries']

/** Each publication that the server took, by each client of its source. */
const expectedOf = (publish: K6Result['publish'], workload: Pick<Workload, 'connections' | 'fanout'>): number =>
  sourcesOf(workload).reduce((sum, source, number) => {
    const published = (publish?.published[source] ?? 0) - (publish?.failed_seqs?.[source]?.length ?? 0)
    return sum + published * clientsOf(number, workload)
  }, 0)

/**
 * What was delivered of what had to be. Where every client was there from the first publication to the last, each delivery is accounted for; where not,
 * only what is missing between two that came is known to be lost.
 */
export const deliveriesOf = (
  { deliveries, connections }: K6Result,
  publish: K6Result['publish'],
  workload: Pick<Workload, 'connections' | 'fanout' | 'churn_per_s'>,
): Deliveries => {
  const { received, repeated, reordered, missing } = deliveries
  const unique = received - repeated
  const faults = { repeated, reordered }
  const all_there = (workload.churn_per_s ?? 0) === 0 && connections.held_max >= connections.requested
  if (!all_there) return { received: unique, lost: missing, ...faults }
  const expected = expectedOf(publish, workload)
  // More than expected: a publication that was answered with an error was made all the same.
  return { expected, received: unique, lost: Math.max(0, expected - unique), ...faults }
}
