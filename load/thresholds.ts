import type { Bound, FigureName, Load, LoadTransport, Spread, ThresholdResult } from '../schemas/index.js'
import { figureNames, figures } from './figures.js'

/** Smaller differences between two measurements of a median are noise. */
const NOISE_SHARE = 0.1
/** Smaller time differences come from timers and schedulers. */
const NOISE_MS = 2

const inDoubt = ({ doubts = [] }: LoadTransport, figure: FigureName): string | undefined =>
  doubts.find(({ of }) => of === 'all' || of === figures[figure].of)?.reason

const rounded = (value: number): string => String(Number(value.toPrecision(4)))

const result = (transport: LoadTransport, figure: FigureName, bound: string, keeps: (actual: number) => boolean): ThresholdResult => {
  const known = { transport: transport.name, figure, bound }
  const actual = transport.figures[figure]?.median
  if (actual === undefined) return { ...known, state: 'inconclusive', reason: 'it was not measured' }
  const reason = inDoubt(transport, figure)
  if (reason !== undefined) return { ...known, actual, state: 'inconclusive', reason }
  return { ...known, actual, state: keeps(actual) ? 'kept' : 'crossed' }
}

const ofBound = (transport: LoadTransport, figure: FigureName, { min, max, transports }: Bound): ThresholdResult[] => {
  if (transports !== undefined && !transports.includes(transport.name)) return []
  return [
    ...(max === undefined ? [] : [result(transport, figure, `at most ${max}`, actual => actual <= max)]),
    ...(min === undefined ? [] : [result(transport, figure, `at least ${min}`, actual => actual >= min)]),
  ]
}

/** With fewer runs, the spread of times is unknown. */
const FEWEST_RUNS = 3
const UNKNOWN_SHARE = 1

/** How far a figure may be from the baseline's: the spread of the repeats of either, and at least a tenth. */
const allowance = (before: Spread, now: Spread, isTime: boolean, runs: number): number =>
  Math.max(
    before.max - before.min,
    now.max - now.min,
    (isTime && runs < FEWEST_RUNS ? UNKNOWN_SHARE : NOISE_SHARE) * before.median,
    isTime ? NOISE_MS : 0,
  )

/** A runtime allocates memory in steps larger than what fewer clients need. */
const FEWEST_CLIENTS = 1000
const isMemory = (name: FigureName): boolean => name.includes('_rss_')

const COMPARED: readonly FigureName[] = figureNames.filter(
  name => !['max_delivery_ms', 'p999_delivery_ms', 'deliveries_per_s'].includes(name),
)

const againstBaseline = (transport: LoadTransport, baseline: Load): ThresholdResult[] => {
  const earlier = baseline.transports.find(
    ({ name, generator_name }) => name === transport.name && generator_name === transport.generator_name,
  )
  if (earlier === undefined) return []
  return COMPARED.flatMap(name => {
    const [before, now] = [earlier.figures[name], transport.figures[name]]
    if (before === undefined || now === undefined) return []
    if (isMemory(name) && transport.measured.connections.held < FEWEST_CLIENTS) return []
    const { of, better } = figures[name]
    const noise = allowance(before, now, of === 'times', Math.min(earlier.runs.length, transport.runs.length))
    const limit = better === 'lower' ? before.median + noise : before.median - noise
    const bound = `at ${better === 'lower' ? 'most' : 'least'} ${rounded(limit)} (baseline ${rounded(before.median)}, noise ${rounded(noise)})`
    return [result(transport, name, bound, actual => (better === 'lower' ? actual <= limit : actual >= limit))]
  })
}

/** Checks the measurements against every bound of the workload and, if there is one, of the baseline. */
export const judgedThresholds = (
  transports: readonly LoadTransport[],
  bounds: Readonly<Record<string, Bound>>,
  baseline: Load | undefined,
): ThresholdResult[] =>
  transports
    .filter(({ generator_name }) => generator_name === 'k6')
    .flatMap(transport => [
      ...figureNames.flatMap(figure => {
        const bound = bounds[figure]
        return bound === undefined ? [] : ofBound(transport, figure, bound)
      }),
      ...(baseline === undefined ? [] : againstBaseline(transport, baseline)),
    ])
