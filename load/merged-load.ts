import { type K6Result, type Load, tool } from '../schemas/index.js'
import { assembled } from './assemble.js'
import { machine } from './machine.js'
import { mergedResult } from './merge.js'
import { outcomeOf } from './outcome.js'
import { settled } from './workload.js'

const US_A_S = 1e6

/** Clients per source: with one source all of them, with several those that received something from it. */
const listenersIn = ({ publish, sources, connections }: K6Result): Record<string, number> => {
  const names = Object.keys(publish?.published ?? sources ?? {})
  return Object.fromEntries(names.map(name => [name, names.length === 1 ? connections.requested : (sources?.[name]?.streams ?? 0)]))
}

/**
 * Merges the results of the processes or pods of one run, wherever they ran. The workload is described as far as they show it; the server was
 * not measured.
 */
export const mergedLoad = (parts: readonly K6Result[]): Load => {
  const result = mergedResult(parts)
  const whole_s = Math.max(1, (result.ended_us - result.started_us) / US_A_S)
  const published = Object.values(result.publish?.published ?? {}).reduce((sum, last) => sum + last, 0)
  const listeners = listenersIn(result)
  const workload = settled({
    format: 'ssespec-workload/1',
    name: 'merged',
    says: `Results of ${parts.length} ${parts.length === 1 ? 'process' : 'processes'}.`,
    connections: Math.max(1, result.connections.requested),
    ramp_s: 0,
    warm_up_s: 0,
    duration_s: whole_s,
    rate_per_s: published / whole_s,
    fanout: Math.max(1, Math.min(result.connections.requested, ...Object.values(listeners))),
    payload_bytes: 0,
    transports: ['sse'],
    processes: parts.length,
  })
  const started = new Date(result.started_us / 1000).toISOString()
  const schedule = { ramp_s: 0, settle_s: 0, duration_s: whole_s, drain_s: 0, from_s: 0, to_s: whole_s, whole_s }
  const run = assembled({ started, result, looks: [], counted: [], storm_at_us: undefined, holds: false, listeners }, workload, schedule)
  return {
    format: 'ssespec-load/1',
    tool,
    started,
    wall_ms: 1000 * whole_s,
    interrupted: result.interrupted,
    target: { url: 'merged results', profile: 'sse', embedded: false },
    workload,
    machine: machine(),
    transports: [outcomeOf('sse', 'k6', [run])],
    thresholds: [],
  }
}
