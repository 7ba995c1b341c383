import type { Second } from '../schemas/index.js'

type Counter = 'bytes' | 'deliveries' | 'events'

/** Interpolates a growing count linearly between two samples. */
export const countAt = (timeline: readonly Second[], of: Counter, t_s: number): number => {
  const after = timeline.find(second => second.t_s >= t_s)
  const before = timeline.findLast(second => second.t_s < t_s)
  const from = before?.[of] ?? 0
  if (after === undefined) return from
  const from_s = before?.t_s ?? 0
  const share = after.t_s === from_s ? 1 : (t_s - from_s) / (after.t_s - from_s)
  return from + ((after[of] ?? 0) - from) * share
}

/** Number of clients times the seconds they were connected. */
export const clientSeconds = (clients: number, from_s: number, to_s: number): number => clients * Math.max(0, to_s - from_s)

/** Seconds until as many streams are open as before the given moment; undefined if that never happens. */
export const recoverySeconds = (timeline: readonly Second[], moment_s: number): number | undefined => {
  const before = timeline.findLast(({ t_s }) => t_s <= moment_s)?.connections ?? 0
  const after = timeline.filter(({ t_s }) => t_s > moment_s)
  const fallen = after.findIndex(({ connections }) => connections < before)
  if (fallen < 0) return 0
  const risen = after.slice(fallen).find(({ connections }) => connections >= before)
  return risen === undefined ? undefined : risen.t_s - moment_s
}
