import { setTimeout as pause } from 'node:timers/promises'
import { defined, errorText, type MetricsHook } from '../../schemas/index.js'
import { type CoreTimes, readCoreTimes } from './machine-busy.js'
import { type Reading, readProcessTree } from './process-tree.js'
import { readPrometheus } from './prometheus.js'

/** One sample of the server and the machine. */
export interface Look {
  readonly at_us: number
  readonly cores: CoreTimes
  readonly server?: Reading
}

export interface ServerMeter {
  /** All samples since the start, in order. */
  readonly looks: readonly Look[]
  /** Why the server could not be measured. */
  readonly reason: () => string | undefined
  stop(): Promise<void>
}

const EVERY_MS = 500
/** Listing thousands of open files costs milliseconds of kernel time, so do it rarely. */
const FILES_EVERY = 4

const nowUs = (): number => (performance.timeOrigin + performance.now()) * 1000

const readServer = (hook: MetricsHook, withFiles: boolean, signal: AbortSignal): Promise<Reading> =>
  'pid' in hook ? readProcessTree(hook.pid, withFiles) : readPrometheus(hook, signal)

/** Samples the machine twice per second, and the server if it is reachable by process id or by its Prometheus page. */
export const startServerMeter = (hook: MetricsHook | undefined): ServerMeter => {
  const looks: Look[] = []
  const ended = new AbortController()
  let reason = hook === undefined ? 'hooks.metrics is not set: { "pid" } or { "url" }' : undefined
  const look = async (number: number): Promise<void> => {
    const at_us = nowUs()
    const cores = readCoreTimes()
    const server =
      hook === undefined
        ? undefined
        : await readServer(hook, number % FILES_EVERY === 0, ended.signal).catch((cause: unknown) => {
            reason = errorText(cause)
            return undefined
          })
    looks.push({ at_us, cores, ...defined({ server }) })
  }
  const watching = (async () => {
    for (let number = 0; !ended.signal.aborted; number += 1) {
      await look(number)
      await pause(EVERY_MS, undefined, { signal: ended.signal }).catch(() => {})
    }
  })()
  return {
    looks,
    reason: () => reason,
    stop: async () => {
      ended.abort()
      await watching
    },
  }
}
