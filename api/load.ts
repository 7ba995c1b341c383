import {
  type CompareProgress,
  compareTransports,
  type LoadProgress,
  machine,
  measureLoad,
  readClaims,
  type SettledWorkload,
  type Subject,
  serverProcessesFor,
} from '../load/index.js'
import type { Target } from '../record/index.js'
import type { ComparisonReport, Config, Load } from '../schemas/index.js'
import { resolveTarget } from './configuration.js'
import { ConfigurationError } from './configuration-error.js'
import { checkConsent, placed } from './consent.js'
import { type AddressedConfig, PROFILE_PARTS, type Subjects } from './profiles.js'

export interface LoadOptions {
  /** As for `check`; without a URL, the embedded reference server is tested. */
  readonly config: Config
  readonly workload: SettledWorkload
  /** Hosts other than this machine that may be load-tested. */
  readonly allowed_hosts?: readonly string[]
  /** A fault of the embedded reference server. */
  readonly fault?: string
  /** An earlier result to compare with. */
  readonly baseline?: Load
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: LoadProgress) => void
  readonly onNote?: (text: string) => void
}

/** The embedded server is on this machine. */
const EMBEDDED_URL = 'http://127.0.0.1'

/** What is measured, if every URL that would be requested may be. */
const subjectsOf = async ({ url = EMBEDDED_URL, profile = 'sse', ...config }: Config, allowed_hosts: readonly string[] = []) => {
  const parts = PROFILE_PARTS[profile]
  for (const used of parts.urls({ ...config, profile, url })) if (used !== undefined) checkConsent(placed(used), allowed_hosts)
  if (parts.subjects === undefined) throw new ConfigurationError('There is no load for this profile. Choose another --profile.')
  return parts.subjects()
}

const targetOf = (config: AddressedConfig): Target => resolveTarget(config, false)

const subjectOf = (
  subjects: Subjects,
  config: Config,
  workload: SettledWorkload,
  fault: string | undefined,
  signal: AbortSignal,
): Promise<Subject> => {
  const { url } = config
  const how = { targetOf, signal }
  return url === undefined
    ? subjects.served(workload, { ...how, config, processes: serverProcessesFor(workload, machine()), fault })
    : subjects.at({ ...config, url }, workload, how)
}

/**
 * Runs a workload against a server and measures what it costs.
 * @throws {ConfigurationError} {SubjectError} for an invalid or incomplete configuration, {CapacityError} if this machine is too small,
 * {GeneratorError} without k6
 */
export const load = async ({ config, workload, allowed_hosts, fault, ...same }: LoadOptions): Promise<Load> => {
  const subjects = await subjectsOf(config, allowed_hosts)
  const signal = same.signal ?? new AbortController().signal
  const { url } = config
  return measureLoad({
    ...same,
    ...(url === undefined ? {} : { url: placed(url) }),
    signal,
    workload,
    subject: () => subjectOf(subjects, config, workload, fault, signal),
  })
}

export interface CompareOptions extends Pick<LoadOptions, 'config' | 'allowed_hosts' | 'signal' | 'onNote'> {
  readonly onProgress?: (progress: CompareProgress) => void
}

/**
 * Measures each claim of MSC2108 and decides whether it holds.
 * @throws as `load` does
 */
export const compare = async ({ config, allowed_hosts, ...same }: CompareOptions): Promise<ComparisonReport> => {
  const subjects = await subjectsOf(config, allowed_hosts)
  const signal = same.signal ?? new AbortController().signal
  return compareTransports({
    ...same,
    signal,
    claims: readClaims(),
    subject: workload => subjectOf(subjects, config, workload, undefined, signal),
  })
}
