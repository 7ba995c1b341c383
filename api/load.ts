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
import type { ComparisonReport, Config, Load } from '../schemas/index.js'
import { ConfigurationError, resolveTarget } from './configuration.js'

export interface LoadOptions {
  /** As for `check`; without a URL the embedded reference is put under load. */
  readonly config: Config
  readonly workload: SettledWorkload
  /** The host that may be put under load although it is not this machine. */
  readonly allowed_host?: string
  /** A fault that the embedded reference is started with. */
  readonly fault?: string
  /** An earlier result to compare with. */
  readonly baseline?: Load
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: LoadProgress) => void
  readonly onNote?: (text: string) => void
}

/** Load is put on this machine, or on who was named: never on others by a slip. */
const checkConsent = (url: string, allowed_host: string | undefined): void => {
  const { hostname, host } = new URL(url)
  if (isLoopback(url) || allowed_host === hostname || allowed_host === host) return
  throw new ConfigurationError(
    `${hostname} is not this machine. If it is yours to put under load, say so: --i-may-load-this-host ${hostname}`,
  )
}

const placed = (url: string): string => url.replace(/\{\{\w+\}\}/g, 'channel')

/** Everything that would be put under load: the target, and what publishes to it. */
const urlsOf = ({ url, stream_url, hooks, load = {} }: Config): string[] => {
  const publish = hooks?.publish
  const all = [
    url,
    stream_url,
    publish !== undefined && 'url' in publish ? publish.url : undefined,
    load.longpoll?.url,
    load.polling?.url,
    load.websocket?.url,
  ]
  return all.flatMap(one => (one === undefined ? [] : [placed(one)]))
}

const subjectOf = async (config: Config, workload: SettledWorkload, fault: string | undefined, signal: AbortSignal): Promise<Subject> => {
  const { url, profile } = config
  if (url === undefined) {
    const processes = serverProcessesFor(workload, machine())
    if (profile !== 'matrix') return startServedSubject(workload, { processes, ...(fault === undefined ? {} : { fault }) })
    return startServedHomeserver(workload, base_url => resolveTarget({ ...config, url: base_url }, false), signal)
  }
  if (profile !== 'matrix') {
    const subject = serverSubject({ ...config, url }, workload)
    await reach(placed(url))
    return subject
  }
  await reach(url)
  return homeserverSubject(resolveTarget({ ...config, url }, false), config, workload, signal)
}

/**
 * Puts a workload on a server and tells what it cost.
 * @throws {ConfigurationError} {SubjectError} for what is wrong or missing in the configuration, {CapacityError} where this machine cannot, {GeneratorError} without k6
 */
export const load = ({ config, workload, allowed_host, fault, ...same }: LoadOptions): Promise<Load> => {
  for (const url of urlsOf(config)) checkConsent(url, allowed_host)
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

export interface CompareOptions extends Pick<LoadOptions, 'config' | 'allowed_host' | 'signal' | 'onNote'> {
  readonly onProgress?: (progress: CompareProgress) => void
}

/**
 * Measures each claim that MSC2108 makes, and tells whether it holds.
 * @throws as `load` does
 */
export const compare = ({ config, allowed_host, ...same }: CompareOptions): Promise<ComparisonReport> => {
  for (const url of urlsOf(config)) checkConsent(url, allowed_host)
  const signal = same.signal ?? new AbortController().signal
  return compareTransports({ ...same, signal, claims: readClaims(), subject: workload => subjectOf(config, workload, undefined, signal) })
}
