import { defined, type Observation } from '../schemas/index.js'
import { toMs } from './places.js'
import type { MetricsReading, ScenarioReading } from './session.js'

/** Results of the hooks other than publish. */
export const hookFacts = (scenario: ScenarioReading): Observation['hooks'] =>
  Object.fromEntries(
    scenario.hooks
      .filter(hook => hook.hook !== 'publish')
      .map(({ hook, ok, reason, t }) => [
        hook,
        {
          ok,
          ...defined({ reason }),
          at: { connection: scenario.exchanges[0]?.open.on ?? scenario.name, t_ms: toMs(t) },
        },
      ]),
  )

const ownStreams = (metrics: MetricsReading | undefined): number | undefined =>
  metrics?.open_streams === undefined ? undefined : metrics.open_streams - metrics.streams_of_others

/**
 * The server's metrics at each moment, and the increase since the first. Streams of other scenarios, which open and close meanwhile, are subtracted.
 */
export const metricsFacts = (scenario: ScenarioReading): Observation['metrics'] => {
  const first = scenario.metrics[0]
  const more = (now: number | undefined, then: number | undefined) => (now === undefined || then === undefined ? undefined : now - then)
  return Object.fromEntries(
    scenario.metrics.map(metrics => {
      const { moment, open_streams, memory_bytes, reason, t } = metrics
      const more_streams = more(ownStreams(metrics), ownStreams(first))
      const more_memory_bytes = more(memory_bytes, first?.memory_bytes)
      return [
        moment,
        {
          ...defined({ open_streams, memory_bytes, more_streams, more_memory_bytes, reason }),
          at: { connection: scenario.exchanges[0]?.open.on ?? scenario.name, t_ms: toMs(t) },
        },
      ]
    }),
  )
}
