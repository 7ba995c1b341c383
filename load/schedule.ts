import type { TransportName } from '../schemas/index.js'
import type { SettledWorkload } from './workload.js'

/** The phases of a run, in seconds since the first client. */
export interface Schedule {
  readonly ramp_s: number
  /** From the last client to the first publication. */
  readonly settle_s: number
  readonly duration_s: number
  /** Time for events still on their way after the last publication. */
  readonly drain_s: number
  readonly from_s: number
  readonly to_s: number
  readonly whole_s: number
}

const DRAIN_S = 3

export const scheduleOf = (transport: TransportName, workload: SettledWorkload): Schedule => {
  const { ramp_s, warm_up_s: settle_s, duration_s, poll_interval_s } = workload
  // A polling client receives the last event one interval later.
  const drain_s = DRAIN_S + (transport === 'polling' ? poll_interval_s : 0)
  const from_s = ramp_s + settle_s
  return { ramp_s, settle_s, duration_s, drain_s, from_s, to_s: from_s + duration_s, whole_s: from_s + duration_s + drain_s }
}
