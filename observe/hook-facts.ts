import type { Observation } from '../schemas/index.js'
import { toMs } from './places.js'
import type { ScenarioReading } from './session.js'

/** What came of the hooks but publish. */
export const hookFacts = (scenario: ScenarioReading): Observation['hooks'] =>
  Object.fromEntries(
    scenario.hooks
      .filter(hook => hook.hook !== 'publish')
      .map(({ hook, ok, status, reason, t }) => [
        hook,
        {
          ok,
          ...(status === undefined ? {} : { status }),
          ...(reason === undefined ? {} : { reason }),
          at: { connection: scenario.exchanges[0]?.open.on ?? scenario.name, t_ms: toMs(t) },
        },
      ]),
  )

/** What the server told of itself at each moment, and how much more than at the first. */
export const metricsFacts = (scenario: ScenarioReading): Observation['metrics'] => {
  const first = scenario.metrics[0]
  const more = (now: number | undefined, then: number | undefined) => (now === undefined || then === undefined ? undefined : now - then)
  return Object.fromEntries(
    scenario.metrics.map(({ moment, open_streams, memory_bytes, reason, t }) => {
      const more_streams = more(open_streams, first?.open_streams)
      const more_memory_bytes = more(memory_bytes, first?.memory_bytes)
      return [
        moment,
        {
          ...(open_streams === undefined ? {} : { open_streams }),
          ...(memory_bytes === undefined ? {} : { memory_bytes }),
          ...(more_streams === undefined ? {} : { more_streams }),
          ...(more_memory_bytes === undefined ? {} : { more_memory_bytes }),
          ...(reason === undefined ? {} : { reason }),
          at: { connection: scenario.exchanges[0]?.open.on ?? scenario.name, t_ms: toMs(t) },
        },
      ]
    }),
  )
}
