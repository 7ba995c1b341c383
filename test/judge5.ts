import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolveTarget } from '../api/configuration.js'
import { judgeRecording } from '../api/judge.js'
import { PROFILE_PARTS } from '../api/profiles.js'
import { record, scenarios } from '../record/index.js'
import { isOfBrowsers, requirementsOf } from '../suites/index.js'

const [profile = 'matrix', fault = 'clean'] = process.argv.slice(2)
const server = await PROFILE_PARTS[profile as 'sse'].embedded()
const reference = await server.start(fault === 'clean' ? {} : { fault })
const file = join(mkdtempSync(join(tmpdir(), 'j5-')), 'recording.ndjson')
const judged = new Set(
  requirementsOf(profile as 'sse')
    .filter(({ id }) => !isOfBrowsers(id))
    .map(({ scenario }) => scenario),
)
await record({
  target: resolveTarget({ ...server.configuration(reference), tolerance: { wait_ms: 2500 } } as never, true),
  scenarios: scenarios.filter(({ name, kind, long }) => judged.has(name) && ['quiet', 'publishing'].includes(kind) && long !== true),
  file,
} as never)
const { report, observations } = await judgeRecording(file)
for (const v of report.verdicts)
  if (['fail', 'warn', 'error'].includes(v.verdict)) console.log(v.id, v.verdict, '|', v.expected, '|', v.actual, '|', v.reason)
const o = observations.find(({ scenario }) => scenario === 'idle') as any
console.log(file, o.lag_ms, JSON.stringify(o.exchanges['1']?.response, null, 0)?.slice(0, 600))
await reference.stop()
process.exit(0)
