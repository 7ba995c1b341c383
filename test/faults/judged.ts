import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolveTarget } from '../../api/configuration.js'
import { configurationFor, embeddedOptions } from '../../api/embedded.js'
import { judgeRecording } from '../../api/judge.js'
import { record, type Scenario, scenarios } from '../../record/index.js'
import { startReference } from '../../reference/index.js'
import type { Report } from '../../schemas/index.js'
import { requirementsOf } from '../../suites/index.js'

const QUIET = new Set(['quiet', 'publishing', 'disruptive'])

/** What a fault is judged on: everything that takes no megabytes and no minutes, and the scenarios of what it breaks. */
const scenariosFor = (breaks: readonly string[]): Scenario[] => {
  const own = new Set(requirementsOf('sse').flatMap(({ id, scenario }) => (breaks.includes(id) ? [scenario] : [])))
  return scenarios.filter(({ name, kind, long }) => own.has(name) || (QUIET.has(kind) && long !== true))
}

/** The report on the embedded reference, started with a fault or clean. */
export const judgedWith = async (fault: string | undefined, breaks: readonly string[]): Promise<Report> => {
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-fault-'))
  const reference = await startReference({ ...embeddedOptions, ...(fault === undefined ? {} : { fault }) })
  try {
    const { streamUrl, url, controlUrl = '' } = reference
    const file = join(folder, 'recording.ndjson')
    const config = configurationFor({ streamUrl, url, controlUrl })
    // What never comes is waited for in vain; a loopback server needs no five seconds.
    await record({ target: resolveTarget({ ...config, tolerance: { wait_ms: 2500 } }, true), scenarios: scenariosFor(breaks), file })
    return (await judgeRecording(file, { quick: false })).report
  } finally {
    await reference.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
