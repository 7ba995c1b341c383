import { fork } from 'node:child_process'
import { extname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { defined, type K6Result, type LoadRun, validated } from '../../schemas/index.js'
import { assembled } from '../assemble.js'
import { environmentOf } from '../environment.js'
import { GeneratorError, startK6 } from '../k6.js'
import { mergedResult } from '../merge.js'
import { startServerMeter } from '../meters/server-meter.js'
import type { RunPlan } from '../run.js'
import type { Job } from './process.js'
import { READY } from './ready.js'

const PROGRAM = fileURLToPath(new URL(`./process${extname(import.meta.url)}`, import.meta.url))

interface Polling {
  /** Resolves when every client has its first response, or on timeout. */
  readonly ready: Promise<unknown>
  readonly result: Promise<K6Result>
  stop(): void
}

/** Clients that are refused never get a response. */
const MOST_WAIT_MS = 10_000

/** autocannon in its own process, so that it shares no event loop with the code that measures it. */
const startAutocannon = (job: Job, signal: AbortSignal): Polling => {
  const child = fork(PROGRAM, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], signal })
  const result = new Promise<K6Result>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new GeneratorError(`autocannon ended with ${code} and left no result.`)))
    child.on('message', told => {
      if (told === READY) return
      try {
        resolve(validated('k6', told, 'The result of autocannon'))
      } catch (cause) {
        reject(cause)
      }
    })
  })
  child.send(job)
  const told = new Promise<void>(resolve => child.on('message', message => message === READY && resolve()))
  return {
    ready: Promise.race([told, pause(MOST_WAIT_MS, undefined, { ref: false })]),
    result,
    stop: () => child.connected && child.send('stop'),
  }
}

/** k6 publishes here too, because both generators must read the same. Resolves when everything has had time to arrive. */
const publish = async ({ k6, folder, name, workload, schedule }: RunPlan, environment: Record<string, string>): Promise<K6Result[]> => {
  await pause(1000 * schedule.from_s)
  const published =
    workload.rate_per_s === 0
      ? await pause(1000 * schedule.duration_s, [])
      : await startK6({ k6, script: 'publish', processes: 1, environment, folder, name: `${name}.publish` }).results
  await pause(1000 * schedule.drain_s)
  return published
}

/** Long polling with autocannon, on a kept-alive connection: when it reconnects for each request, it neither counts responses nor chains tokens. */
export const runAutocannon = async (plan: RunPlan, signal: AbortSignal): Promise<LoadRun> => {
  const { transport, route, workload, subject, name } = plan
  // All its clients connect at once.
  const schedule = { ...plan.schedule, ramp_s: 0, settle_s: plan.schedule.from_s, whole_s: Number.POSITIVE_INFINITY }
  const started = new Date().toISOString()
  const meter = startServerMeter(subject.metrics)
  const job: Job = { route, connections: workload.connections, run: name, poll_timeout_s: workload.poll_timeout_s }
  const polling = startAutocannon(job, signal)
  const publishing = async (): Promise<K6Result[]> => {
    await polling.ready
    const published = await publish(plan, environmentOf(transport, route, workload, schedule, subject, name, ''))
    polling.stop()
    return published
  }
  try {
    const [read, published] = await Promise.all([polling.result, publishing()])
    await meter.stop()
    const spoken = published[0]?.publish
    const result = mergedResult([{ ...read, ...defined({ publish: spoken }) }])
    return assembled({ started, result, looks: meter.looks, counted: [], storm_at_us: undefined, holds: true }, workload, schedule)
  } finally {
    await meter.stop()
  }
}
