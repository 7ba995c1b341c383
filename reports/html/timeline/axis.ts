/** Positions of times in a picture, and the labels of its axis. */
export interface Axis {
  readonly from_ms: number
  readonly to_ms: number
  readonly left: number
  readonly right: number
  /** Limited to the picture. */
  x(t_ms: number): number
}

const MOST_TICKS = 8

const round = (x: number): number => Math.round(x * 10) / 10

export const createAxis = (from_ms: number, to_ms: number, left: number, right: number): Axis => ({
  from_ms,
  to_ms,
  left,
  right,
  x: t_ms => round(left + (Math.min(1, Math.max(0, (t_ms - from_ms) / (to_ms - from_ms))) || 0) * (right - left)),
})

/** A step of 1, 2 or 5 times a power of ten, so that there are at most eight. */
const stepOf = (span: number): number => {
  const rough = span / MOST_TICKS
  const power = 10 ** Math.floor(Math.log10(rough))
  return ([1, 2, 5, 10].find(times => times * power >= rough) ?? 10) * power
}

/** Decimals needed to distinguish steps. */
const decimals = (step: number): number => Math.min(6, Math.max(0, Math.ceil(-Math.log10(step))))

export const ticksOf = ({ from_ms, to_ms }: Axis): { t_ms: number; text: string }[] => {
  const step = stepOf(to_ms - from_ms)
  const first = Math.ceil(from_ms / step)
  const count = Math.floor(to_ms / step) - first + 1
  const [unit, unit_ms] = to_ms < 1000 ? ['ms', 1] : ['s', 1000]
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const t_ms = (first + index) * step
    return { t_ms, text: `${(t_ms / unit_ms).toFixed(decimals(step / unit_ms))} ${unit}` }
  })
}

/** A time in words: `812.4 ms`, `15.188 s`. */
export const momentText = (t_ms: number): string => (t_ms < 1000 ? `${Number(t_ms.toFixed(1))} ms` : `${(t_ms / 1000).toFixed(3)} s`)
