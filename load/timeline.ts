import type { Second } from '../schemas/index.js'

type Counter = 'bytes' | 'deliveries' | 'events'

/** A count that only grows, at a time between two looks at it: on the straight line between them. */
export const countAt = (timeline: readonly Second[], of: Counter, t_s: number): number => {
  const after = timeline.find(second => second.t_s >= t_s)
  const before = timeline.findLast(second => second.t_s < t_s)
  const from = before?.[of] ?? 0
  if (after === undefined) return from
  const from_s = before?.t_s ?? 0
  const share = after.t_s === from_s ? 1 : (t_s - from_s) / (after.t_s - from_s)
  return from + ((after[of] ?? 0) - from) * share
}

/** Clients that were there, times the seconds that they were. */
export const clientSeconds = (clients: number, from_s: number, to_s: number): number => clients * Math.max(0, to_s - from_s)

/** Seconds from the moment on until as many streams are open as before it; undefined where they never are. */
export const recoverySeconds = (timeline: readonly Second[], moment_s: number): number | undefined => {
  const before = timeline.findLast(({ t_s }) => t_s <= moment_s)?.connections ?? 0
  const after = timeline.filter(({ t_s }) => t_s > moment_s)
  const fallen = after.findIndex(({ connections }) => connections < before)
  if (fallen < 0) return 0
  const risen = after.slice(fallen).find(({ connections }) => connections >= before)
  return risen === undefined ? undefined : risen.t_s - moment_s
}
