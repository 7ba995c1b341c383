import type * as Drawing from './drawing.js'

export type Plot = typeof Drawing
export type Options = NonNullable<Parameters<Plot['plot']>[0]>

export const HEIGHT = 300
/** Below the axis: the tick labels, and under them its title. */
export const BOTTOM = { marginBottom: 46, labelOffset: 40 }

const LETTER_PX = 7.5

/** Room for the longest of these names, beside the axis. */
export const besideFor = (points: readonly { readonly transport: string }[]): number =>
  24 + LETTER_PX * Math.max(...points.map(({ transport }) => transport.length))

export interface Point {
  readonly transport: string
  readonly x: number | string
  readonly y: number
}

const LABEL_PX = 15
const DRAWN_PX = HEIGHT - 50

interface Scale {
  readonly log: boolean
}

/** How far to move each line's name down, in pixels, so that names do not overlap. */
const labelShifts = (ends: readonly Point[], all: readonly Point[], { log }: Scale): ReadonlyMap<string, number> => {
  const at = (y: number): number => (log ? Math.log(y) : y)
  const ys = all.map(({ y }) => at(y))
  const [low, high] = [log ? Math.min(...ys) : Math.min(0, ...ys), Math.max(...ys)]
  const pixel = (y: number): number => (high === low ? 0 : ((high - at(y)) / (high - low)) * DRAWN_PX)
  let taken = Number.NEGATIVE_INFINITY
  return new Map(
    [...ends]
      .sort((one, other) => pixel(one.y) - pixel(other.y))
      .map(({ transport, y }) => {
        const own = pixel(y)
        taken = Math.max(own, taken + LABEL_PX)
        return [transport, taken - own]
      }),
  )
}

/** One line per transport, with its name at its end. Overlapping lines stay visible, because later ones are thinner. */
export const lineMarks = (plot: Plot, points: readonly Point[], scale: Scale) => {
  const names = [...new Set(points.map(({ transport }) => transport))]
  const ofName = (name: string): Point[] => points.filter(({ transport }) => transport === name)
  const shifts = labelShifts(
    names.flatMap(name => ofName(name).at(-1) ?? []),
    points,
    scale,
  )
  return names.flatMap((name, index) => [
    plot.line(ofName(name), { x: 'x', y: 'y', stroke: 'transport', strokeWidth: 1.75 * (names.length - index), strokeOpacity: 1 }),
    plot.text(ofName(name).slice(-1), {
      x: 'x',
      y: 'y',
      text: 'transport',
      fill: 'transport',
      textAnchor: 'start',
      dx: 8,
      dy: shifts.get(name) ?? 0,
    }),
  ])
}

export const lines = (plot: Plot, points: readonly Point[], xLabel: string, yLabel: string): Options => ({
  marginRight: besideFor(points),
  marginBottom: BOTTOM.marginBottom,
  x: { label: xLabel, labelAnchor: 'center', labelOffset: BOTTOM.labelOffset },
  y: { label: yLabel, grid: true, zero: true },
  marks: lineMarks(plot, points, { log: false }),
})
