import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolveTarget } from '../../api/configuration.js'
import { judgeRecording } from '../../api/judge.js'
import { PROFILE_PARTS } from '../../api/profiles.js'
import { record, type Scenario, scenarios } from '../../record/index.js'
import { faults } from '../../reference/index.js'
import type { Report } from '../../schemas/index.js'
import { isOfBrowsers, requirementsOf } from '../../suites/index.js'
import type { Task } from './worker.js'

const QUIET = new Set(['quiet', 'publishing', 'hazardous', 'disruptive'])

// What is judged over the whole run needs streams to look at: of every kind of event, and with tokens of /sync.
const STREAMS = [
  'idle',
  'delivery',
  'payloads',
  'hazardous-payloads',
  'resume-after-cut',
  'failure',
  'finite-stream',
  'presence-while-open',
  'tokens-cross-over',
]

/** What a fault is judged on: the scenarios of what it breaks; with `beside`, all others too that take no megabytes and no minutes. */
const scenariosFor = ({ profile, breaks, beside }: Task): Scenario[] => {
  const requirements = requirementsOf(profile).filter(({ id }) => !isOfBrowsers(id))
  const judged = new Set(requirements.map(({ scenario }) => scenario))
  const own = new Set(requirements.flatMap(({ id, scenario }) => (breaks.includes(id) ? [scenario] : [])))
  const there = scenarios.filter(({ name }) => judged.has(name))
  const light = there.filter(({ kind, long }) => QUIET.has(kind) && long !== true)
  const isOfRun = own.has('run')
  const others = new Set(beside === true ? light : [])
  const isStream = ({ name }: Scenario) => (beside === true || isOfRun) && STREAMS.includes(name)
  return there.filter(scenario => own.has(scenario.name) || others.has(scenario) || isStream(scenario))
}

/** The report on the embedded reference, started with a fault or clean. */
export const judgedWith = async (task: Task): Promise<Report> => {
  const { profile, fault, oneChannel = false, publishingRefused = false } = task
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-fault-'))
  const server = await PROFILE_PARTS[profile].embedded()
  const reference = await server.start({ one_channel: oneChannel, ...(fault === undefined ? {} : { fault }) })
  try {
    const file = join(folder, 'recording.ndjson')
    const finite = faults.some(({ name, finite }) => name === fault && finite === true)
    const config = {
      ...server.configuration({ ...reference, oneChannel }),
      ...(finite ? { request: { method: 'GET' } } : {}),
    }
    // What never comes is waited for in vain; a loopback server needs no five seconds.
    await record({
      target: resolveTarget(
        {
          ...config,
          ...(publishingRefused ? { hooks: { ...config.hooks, publish: { url: `${reference.url}/nowhere`, body: '{{data}}' } } } : {}),
          tolerance: { wait_ms: 2500 },
        },
        true,
      ),
      scenarios: scenariosFor(task),
      file,
    })
    return (await judgeRecording(file, { quick: false })).report
  } finally {
    await reference.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
