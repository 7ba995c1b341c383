import type { Doubt, LoadRun } from '../schemas/index.js'

type Generator = LoadRun['measured']['generator']

/** Above these limits, a measurement may show the slowness of the generator or the machine. */
export const BOUNDS = {
  /** Lateness of the generator's timers, p99. */
  slip_ms: 25,
  /** Lateness of publications, p99. */
  publish_slip_ms: 50,
  /** Share of all cores that is busy. */
  machine_busy: 0.95,
} as const

const SAYS: Readonly<Record<keyof typeof BOUNDS, (value: number) => string>> = {
  slip_ms: value => `the generator's own timers were ${Math.round(value)} ms late (at most ${BOUNDS.slip_ms} ms are taken)`,
  publish_slip_ms: value => `publications were sent ${Math.round(value)} ms late (at most ${BOUNDS.publish_slip_ms} ms are taken)`,
  machine_busy: value => `${Math.round(100 * value)} % of this machine's cores were at work, whoever worked`,
}

/** Beyond this, the last publication had no time to arrive before the end. */
const TOO_LATE_MS = 2000

const NAMES = Object.keys(BOUNDS) as (keyof typeof BOUNDS)[]

/** During a restart, no publication can be on time. */
const crossed = (generator: Omit<Generator, 'saturated'>, storm: boolean): (keyof typeof BOUNDS)[] =>
  NAMES.filter(name => generator[name] > BOUNDS[name] && !(storm && name === 'publish_slip_ms'))

export const isSaturated = (generator: Omit<Generator, 'saturated'>, storm: boolean): boolean => crossed(generator, storm).length > 0

/** Other reasons for doubt about a run's figures. */
export interface Circumstances {
  readonly interrupted: boolean
  readonly failed_publications: number
  readonly publications: number
  /** The server was restarted during the run: publications it refused are not expected to arrive. */
  readonly storm: boolean
  /** Whether anything was meant to be published. */
  readonly talks: boolean
}

/** Why the figures of a run are not reliable; empty if they are. */
export const doubtsOf = ({ connections, generator, deliveries }: LoadRun['measured'], circumstances: Circumstances): Doubt[] => {
  const { interrupted, failed_publications, publications, storm, talks } = circumstances
  const { requested, held, refusals } = connections
  const why = Object.entries(refusals)
    .map(([reason, count]) => `${count} × ${reason}`)
    .join(', ')
  return [
    ...(interrupted ? [{ of: 'all' as const, reason: 'it was stopped before its time' }] : []),
    ...(held < requested
      ? [{ of: 'all' as const, reason: `${held} of ${requested} connections were held${why === '' ? '' : ` (refused: ${why})`}` }]
      : []),
    ...(talks && publications === 0 ? [{ of: 'all' as const, reason: 'nothing was published' }] : []),
    ...(talks && publications > 0 && deliveries.received === 0
      ? [{ of: 'all' as const, reason: 'no publication reached any client: does the publish hook reach the stream that is read?' }]
      : []),
    ...(failed_publications > 0 && !storm
      ? [{ of: 'counts' as const, reason: `${failed_publications} of ${publications} publications were refused or got no answer` }]
      : []),
    ...crossed(generator, storm).map(name => ({
      of: name === 'publish_slip_ms' && generator.publish_slip_ms > TOO_LATE_MS ? ('all' as const) : ('times' as const),
      reason: SAYS[name](generator[name]),
    })),
  ]
}
