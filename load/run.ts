import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { LoadRun } from '../schemas/index.js'
import { assembled, type Counted } from './assemble.js'
import { environmentOf } from './environment.js'
import { type K6Run, startK6 } from './k6.js'
import { mergedResult } from './merge.js'
import { readSocketBytes } from './meters/kernel.js'
import { startServerMeter } from './meters/server-meter.js'
import type { Schedule } from './schedule.js'
import { isLoopback, type Route, type Subject } from './subject.js'
import type { Transport } from './transports.js'
import type { SettledWorkload } from './workload.js'

export interface RunPlan {
  readonly k6: string
  readonly folder: string
  /** Names the run: its markers and its files. */
  readonly name: string
  readonly transport: Transport
  readonly route: Route
  readonly subject: Subject
  readonly workload: SettledWorkload
  readonly schedule: Schedule
}

const nowUs = (): number => (performance.timeOrigin + performance.now()) * 1000

/** Resolves early on abort. */
const later = (delay_ms: number, signal: AbortSignal): Promise<void> => pause(delay_ms, undefined, { signal }).catch(() => {})

/** Listing more sockets takes longer than the second in which no bytes move. */
const MOST_LISTED = 20_000
const COUNT_EVERY_MS = 700

/** Reads the kernel's count repeatedly after the last publication, if the clients' connections can be identified. */
const countInKernel = async ({ transport, workload, route, schedule }: RunPlan, ended: AbortSignal): Promise<Counted[]> => {
  const url = new URL(route.accounts[0]?.url ?? '')
  const countable =
    transport.lasting &&
    isLoopback(url.href) &&
    workload.connections <= MOST_LISTED &&
    workload.slow_readers === undefined &&
    workload.churn_per_s === 0 &&
    workload.storm_at_s === undefined
  if (!countable) return []
  const port = Number(url.port || (url.protocol === 'https:' || url.protocol === 'wss:' ? 443 : 80))
  const counted: Counted[] = []
  await later(1000 * schedule.to_s, ended)
  while (!ended.aborted) {
    const at_us = nowUs()
    const read = await readSocketBytes(port)
    if ('reason' in read) return counted
    if (read.sockets > 0) counted.push({ at_us: (at_us + nowUs()) / 2, bytes: read.bytes })
    await later(COUNT_EVERY_MS, ended)
  }
  return counted
}

const stormAt = async ({ workload, subject, schedule }: RunPlan, ended: AbortSignal): Promise<number | undefined> => {
  if (workload.storm_at_s === undefined) return undefined
  await later(1000 * (schedule.from_s + workload.storm_at_s), ended)
  if (ended.aborted) return undefined
  const at_us = nowUs()
  await subject.restart?.()
  return at_us
}

/** Slow readers in addition to the measured clients. Their counts are ignored. */
const startSlowReaders = ({ workload, k6, folder, name }: RunPlan, environment: Record<string, string>): K6Run | undefined => {
  const { slow_readers } = workload
  if (slow_readers === undefined) return undefined
  return startK6({
    k6,
    script: 'streams',
    processes: 1,
    folder,
    name: `${name}.slow`,
    environment: {
      ...environment,
      PUBLISH: '',
      CONNECTIONS: String(slow_readers.connections),
      SLOW_EVERY: '1',
      SLOW_BYTES_PER_SECOND: String(slow_readers.bytes_per_s),
    },
  })
}

/** Runs the workload against the subject over one transport and returns the measurements. On abort it ends early and returns what there is. */
export const runOnce = async (plan: RunPlan, signal: AbortSignal): Promise<LoadRun> => {
  const { k6, folder, name, transport, route, subject, workload, schedule } = plan
  const accounts = join(folder, `${name}.accounts.json`)
  await writeFile(accounts, JSON.stringify(route.accounts), { mode: 0o600 })
  const environment = environmentOf(transport, route, workload, schedule, subject, name, accounts)
  const meter = startServerMeter(subject.metrics)
  const started = new Date().toISOString()
  const ended = new AbortController()
  const slow = startSlowReaders(plan, environment)
  const running = startK6({ k6, script: transport.script, processes: workload.processes, environment, folder, name })
  const interrupt = () => {
    running.interrupt()
    slow?.interrupt()
  }
  signal.addEventListener('abort', interrupt, { once: true })
  if (signal.aborted) interrupt()
  const counting = countInKernel(plan, ended.signal)
  const storm = stormAt(plan, ended.signal)
  try {
    const results = await running.results
    ended.abort()
    slow?.interrupt()
    await meter.stop()
    return assembled(
      {
        started,
        result: mergedResult(results),
        looks: meter.looks,
        counted: await counting,
        storm_at_us: await storm,
        holds: transport.script === 'longpoll',
      },
      workload,
      schedule,
    )
  } finally {
    ended.abort()
    signal.removeEventListener('abort', interrupt)
    await Promise.allSettled([meter.stop(), slow?.results])
  }
}
