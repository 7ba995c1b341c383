// usage: fault ids -- print verdicts and observation of a scenario
import { check } from '/work/main/api/index.js'
import { startReference } from '/work/main/reference/index.js'
import { writeFileSync } from 'node:fs'
const [fault, only, scenario] = process.argv.slice(2)
const reference = await startReference({ profile: 'matrix', http2: true, control: true, ...(fault === 'clean' ? {} : { fault }) } as any)
const judged: any = await check({ only: only.split(','), config: { url: reference.url, profile: 'matrix', hooks: { metrics: { url: reference.url + '/metrics', open_streams: 'ssespec_reference_streams_open' } } } } as any)
for (const v of judged.report.verdicts) console.log(v.id, v.verdict, v.reading ?? '', v.expected ?? '', '|', v.actual ?? '', '|', v.reason ?? '')
const o = judged.observations.find((x: any) => x.scenario === scenario)
writeFileSync('/tmp/rl/obs.json', JSON.stringify(o, null, 1))
await reference.stop()
process.exit(0)
