import { fork } from 'node:child_process'
import { extname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type K6Result, type LoadRun, validated } from '../../schemas/index.js'
import { assembled } from '../assemble.js'
import { environmentOf } from '../environment.js'
import { GeneratorError, startK6 } from '../k6.js'
import { mergedResult } from '../merge.js'
import { startServerMeter } from '../meters/server-meter.js'
import type { RunPlan } from '../run.js'
import type { Job } from './process.js'

const PROGRAM = fileURLToPath(new URL(`./process${extname(import.meta.url)}`, import.meta.url))

/** autocannon in a process of its own, so that it shares no event loop with what measures it. */
const startAutocannon = (job: Job, signal: AbortSignal): Promise<K6Result> =>
  new Promise((resolve, reject) => {
    const child = fork(PROGRAM, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], signal })
    child.once('error', reject)
    child.once('exit', code => reject(new GeneratorError(`autocannon ended with ${code} and left no result.`)))
    child.once('message', told => {
      try {
        resolve(validated('k6', told, 'The result of autocannon'))
      } catch (cause) {
        reject(cause)
      }
    })
    child.send(job)
  })

/** k6 publishes here too: what two generators read has to be the same. */
const publish = async ({ k6, folder, name, workload, schedule }: RunPlan, environment: Record<string, string>): Promise<K6Result[]> => {
  if (workload.rate_per_s === 0) return []
  await pause(1000 * schedule.from_s)
  return startK6({ k6, script: 'publish', processes: 1, environment, folder, name: `${name}.publish` }).results
}

/** Long polling by autocannon, on a kept connection: it counts no answers, and chains no tokens, where it reconnects for each request. */
export const runAutocannon = async (plan: RunPlan, signal: AbortSignal): Promise<LoadRun> => {
  const { transport, route, workload, subject, name } = plan
  // All its clients come at once.
  const schedule = { ...plan.schedule, ramp_s: 0, settle_s: plan.schedule.from_s }
  const started = new Date().toISOString()
  const meter = startServerMeter(subject.metrics)
  const publishing = publish(plan, environmentOf(transport, route, workload, schedule, subject, name, ''))
  try {
    const job: Job = {
      route,
      connections: workload.connections,
      run: name,
      whole_s: schedule.whole_s,
      poll_timeout_s: workload.poll_timeout_s,
    }
    const [read, published] = await Promise.all([startAutocannon(job, signal), publishing])
    await meter.stop()
    const spoken = published[0]?.publish
    const result = mergedResult([{ ...read, ...(spoken === undefined ? {} : { publish: spoken }) }])
    return assembled({ started, result, looks: meter.looks, counted: [], storm_at_us: undefined }, workload, schedule)
  } finally {
    await meter.stop()
  }
}
