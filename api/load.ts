import {
  type CompareProgress,
  compareTransports,
  homeserverSubject,
  isLoopback,
  type LoadProgress,
  machine,
  measureLoad,
  reach,
  readClaims,
  type SettledWorkload,
  type Subject,
  serverProcessesFor,
  serverSubject,
  startServedHomeserver,
  startServedSubject,
} from '../load/index.js'
import type { ComparisonReport, Config, Hook, Load, MetricsHook, Profile } from '../schemas/index.js'
import { ConfigurationError, resolveTarget, streamOf } from './configuration.js'

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

/** Only this machine and the named hosts are load-tested, never another one by mistake. */
const checkConsent = (url: string, allowed_hosts: readonly string[]): void => {
  const { hostname, host } = new URL(url)
  if (isLoopback(url) || allowed_hosts.includes(hostname) || allowed_hosts.includes(host)) return
  throw new ConfigurationError(
    `${hostname} is not this machine. If it is yours to put under load, say so: --i-may-load-this-host ${hostname}`,
  )
}

const placed = (url: string): string => url.replace(/\{\{\w+\}\}/g, 'channel')

/** The embedded reference is on this machine. */
const EMBEDDED_URL = 'http://127.0.0.1'

/** Checks every URL that would be requested. */
const checkAllConsent = (config: Config, allowed_hosts: readonly string[] = []): void => {
  const { url = EMBEDDED_URL, profile = 'sse' } = config
  for (const used of SUBJECTS[profile].urls({ ...config, url })) if (used !== undefined) checkConsent(placed(used), allowed_hosts)
}

const urlOf = (hook: Hook | MetricsHook | undefined): string | undefined => (hook !== undefined && 'url' in hook ? hook.url : undefined)

interface Subjects {
  /** Every URL that is requested. */
  urls(config: Config & { url: string }): readonly (string | undefined)[]
  /** The embedded reference, in so many processes if it can, and with a fault if one is named. */
  served(
    workload: SettledWorkload,
    served: { config: Config; processes: number; fault: string | undefined; signal: AbortSignal },
  ): Promise<Subject>
  /** The target of a configuration. */
  at(config: Config & { url: string }, workload: SettledWorkload, signal: AbortSignal): Promise<Subject>
}

/** What is measured, by profile. */
const SUBJECTS: Readonly<Record<Profile, Subjects>> = {
  sse: {
    urls: ({ url, hooks = {}, load: transports = {} }) => [
      url,
      ...[hooks.publish, hooks.restart, hooks.metrics].map(urlOf),
      ...Object.values(transports).map(transport => transport.url),
    ],
    served: async (workload, { processes, fault }) =>
      startServedSubject(workload, { processes, ...(fault === undefined ? {} : { fault }) }),
    at: async (config, workload) => {
      const subject = serverSubject(config, workload)
      await reach(placed(config.url))
      return subject
    },
  },
  matrix: {
    urls: config => [config.url, streamOf(config).href, urlOf(config.hooks?.metrics)],
    served: async (workload, { config, signal }) =>
      startServedHomeserver(workload, base_url => resolveTarget({ ...config, url: base_url }, false), signal),
    at: async (config, workload, signal) => {
      await reach(config.url)
      return homeserverSubject(resolveTarget(config, false), config, workload, signal)
    },
  },
}

const subjectOf = (config: Config, workload: SettledWorkload, fault: string | undefined, signal: AbortSignal): Promise<Subject> => {
  const { url, profile = 'sse' } = config
  return url === undefined
    ? SUBJECTS[profile].served(workload, { config, processes: serverProcessesFor(workload, machine()), fault, signal })
    : SUBJECTS[profile].at({ ...config, url }, workload, signal)
}

/**
 * Runs a workload against a server and measures what it costs.
 * @throws {ConfigurationError} {SubjectError} for an invalid or incomplete configuration, {CapacityError} if this machine is too small,
 * {GeneratorError} without k6
 */
export const load = ({ config, workload, allowed_hosts, fault, ...same }: LoadOptions): Promise<Load> => {
  checkAllConsent(config, allowed_hosts)
  const signal = same.signal ?? new AbortController().signal
  const { url } = config
  return measureLoad({
    ...same,
    ...(url === undefined ? {} : { url: placed(url) }),
    signal,
    workload,
    subject: () => subjectOf(config, workload, fault, signal),
  })
}

export interface CompareOptions extends Pick<LoadOptions, 'config' | 'allowed_hosts' | 'signal' | 'onNote'> {
  readonly onProgress?: (progress: CompareProgress) => void
}

/**
 * Measures each claim of MSC2108 and decides whether it holds.
 * @throws as `load` does
 */
export const compare = ({ config, allowed_hosts, ...same }: CompareOptions): Promise<ComparisonReport> => {
  checkAllConsent(config, allowed_hosts)
  const signal = same.signal ?? new AbortController().signal
  return compareTransports({ ...same, signal, claims: readClaims(), subject: workload => subjectOf(config, workload, undefined, signal) })
}
