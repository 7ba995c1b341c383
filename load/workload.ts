import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DocumentError, documentFaults, errorText, packageRoot, type Workload } from '../schemas/index.js'

const FOLDER = join(packageRoot, 'load', 'workloads')

/** Defaults of a workload. */
const DEFAULTS = {
  warm_up_s: 2,
  churn_per_s: 0,
  heartbeat_interval_s: 5,
  tls: false,
  compression: false,
  poll_timeout_s: 30,
  poll_interval_s: 1,
  repeats: 1,
  processes: 1,
  cross_check: false,
  thresholds: {},
} as const satisfies Partial<Workload>

export type SettledWorkload = Workload & Required<Pick<Workload, keyof typeof DEFAULTS>>

/** A workload cannot be used; the message says what to change. */
export class WorkloadError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'WorkloadError'
  }
}

export const workloadNames = (): string[] =>
  readdirSync(FOLDER)
    .filter(file => file.endsWith('.json'))
    .map(file => file.slice(0, -'.json'.length))
    .sort()

const fileOf = (nameOrFile: string): string => {
  if (workloadNames().includes(nameOrFile)) return join(FOLDER, `${nameOrFile}.json`)
  if (existsSync(nameOrFile)) return nameOrFile
  throw new WorkloadError(`Unknown workload "${nameOrFile}". Choose from ${workloadNames().join(', ')}, or give a file.`)
}

const parsed = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new WorkloadError(`${file} is not JSON: ${errorText(cause)}`)
  }
}

const checked = (document: unknown, what: string): Workload => {
  const faults = documentFaults('workload', document)
  if (faults.length > 0) throw new WorkloadError(new DocumentError(what, faults).message)
  return document as Workload
}

/** Changes to a workload from the command line. */
export type WorkloadChanges = Partial<
  Pick<Workload, 'connections' | 'rate_per_s' | 'duration_s' | 'transports' | 'processes' | 'repeats' | 'heartbeat_interval_s'>
>

const WHOLE_RAMP_S = 10

/**
 * A built-in workload or one from a file, with changes applied and every default filled in.
 * @throws {WorkloadError}
 */
export const readWorkload = (nameOrFile: string, changes: WorkloadChanges = {}): SettledWorkload => {
  const file = fileOf(nameOrFile)
  const written = checked(parsed(file), file)
  const { connections = written.connections } = changes
  // Ten times as many clients need not connect ten times as fast, and fanout cannot exceed the clients.
  const grown = Math.max(1, connections / written.connections)
  const changed: Workload = {
    ...written,
    ...changes,
    ramp_s: Math.max(written.ramp_s, Math.min(WHOLE_RAMP_S, written.ramp_s * grown)),
    ...(changes.connections === undefined ? {} : { fanout: Math.min(written.fanout, connections) }),
  }
  return settled(checked(changed, 'The workload with the changes of the command line'))
}

/** Fills in every default. @throws {WorkloadError} if its parts contradict each other */
export const settled = (workload: Workload): SettledWorkload => {
  const whole = { ...DEFAULTS, ...workload }
  const { storm_at_s, duration_s, churn_per_s, rate_per_s, fanout, connections } = whole
  if (storm_at_s !== undefined && storm_at_s >= duration_s) {
    throw new WorkloadError(`storm_at_s is ${storm_at_s}, and duration_s ${duration_s}: the storm has to come before the end.`)
  }
  if (storm_at_s !== undefined && churn_per_s > 0) {
    throw new WorkloadError(
      'storm_at_s and churn_per_s exclude each other: clients that left would look like clients that were lost. Set only one.',
    )
  }
  if (fanout > connections) throw new WorkloadError(`fanout is ${fanout}, and there are ${connections} connections to reach.`)
  if (rate_per_s > 0 && rate_per_s * duration_s < 1) {
    throw new WorkloadError(
      `Nothing would be published: ${rate_per_s} a second for ${duration_s} s. Raise rate_per_s or duration_s, or set rate_per_s to 0.`,
    )
  }
  return whole
}

/** Names of the sources (channels or rooms). Client n listens to the source n modulo their number. */
export const sourcesOf = ({ connections, fanout }: Pick<Workload, 'connections' | 'fanout'>): string[] =>
  Array.from({ length: Math.ceil(connections / fanout) }, (_, index) => `s${index}`)

/** How many of the clients listen to the source with that number. */
export const clientsOf = (number: number, { connections, fanout }: Pick<Workload, 'connections' | 'fanout'>): number => {
  const sources = Math.ceil(connections / fanout)
  return Math.floor(connections / sources) + (number < connections % sources ? 1 : 0)
}
