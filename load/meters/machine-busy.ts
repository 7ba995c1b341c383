import { cpus } from 'node:os'

/** CPU time of all cores since the machine started, in ms: busy and total. */
export interface CoreTimes {
  readonly busy_ms: number
  readonly all_ms: number
}

export const readCoreTimes = (): CoreTimes => {
  let [busy_ms, all_ms] = [0, 0]
  for (const { times } of cpus()) {
    busy_ms += times.user + times.nice + times.sys + times.irq
    all_ms += times.user + times.nice + times.sys + times.irq + times.idle
  }
  return { busy_ms, all_ms }
}

/** Share of all cores that was busy between two samples. */
export const busyBetween = (one: CoreTimes, other: CoreTimes): number =>
  other.all_ms > one.all_ms ? (other.busy_ms - one.busy_ms) / (other.all_ms - one.all_ms) : 0
