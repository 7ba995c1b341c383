// 10,000 events over 200 cuts at random bytes, repeated --runs times; with a fault, how often it is caught.
//   npx tsx bench/random-cuts.ts --runs 20 [--fault one-event-in-a-thousand-lost] [--config FILE]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { resolveTarget } from '../api/configuration.js'
import { loadConfiguration } from '../api/index.js'
import { judgeRecording } from '../api/judge.js'
import { embeddedHomeserver } from '../api/matrix/embedded.js'
import { record, scenarios } from '../record/index.js'
import type { Config } from '../schemas/index.js'

const REQUIREMENT = 'RES-03c'
const SCENARIO = 'many-random-cuts'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1' }, fault: { type: 'string' }, config: { type: 'string' } },
})

const judged = async (config: Config & { url: string }, folder: string) => {
  const file = join(folder, 'recording.ndjson')
  await record({
    target: resolveTarget(config, false),
    scenarios: scenarios.filter(({ name }) => name === SCENARIO),
    file,
    requirements: [REQUIREMENT],
  })
  const { report, observations } = await judgeRecording(file)
  const verdict = report.verdicts.find(({ id }) => id === REQUIREMENT)
  const filled = observations.find(({ scenario }) => scenario === SCENARIO)?.filled
  return { verdict, filled }
}

const once = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ssespec-cuts-'))
  const given = values.config === undefined ? undefined : loadConfiguration({}, values.config)
  const fault = values.fault === undefined ? {} : { fault: values.fault }
  const reference = given === undefined ? await embeddedHomeserver.start(fault) : undefined
  const config = reference === undefined ? given : embeddedHomeserver.configuration(reference)
  try {
    if (config?.url === undefined) throw new Error('The configuration names no url.')
    return await judged({ ...config, url: config.url }, folder)
  } finally {
    await reference?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const counts = new Map<string, number>()
for (let run = 1; run <= Number(values.runs); run++) {
  const began = performance.now()
  const { verdict, filled } = await once()
  const told = verdict?.verdict ?? 'absent'
  counts.set(told, (counts.get(told) ?? 0) + 1)
  const { published, on_stream, by_messages, gaps, cuts, lost = [], repeated = [], reordered = [] } = filled ?? {}
  const flow = `${published} events over ${cuts} cuts: ${on_stream} on streams, ${by_messages} in ${gaps} gaps`
  const wrong = `lost ${lost.length}, repeated ${repeated.length}, out of order ${reordered.length}`
  process.stdout.write(
    `run ${run}: ${told}; ${flow}; ${wrong}; ${Math.round((performance.now() - began) / 1000)} s ${verdict?.reason ?? ''}\n`,
  )
}
process.stdout.write(`${[...counts].map(([told, count]) => `${told} ${count}`).join(', ')}\n`)
process.exit(0)
