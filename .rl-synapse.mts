import { startUpstream } from '/work/main/reference/upstreams/upstream.js'
import { startReference } from '/work/main/reference/index.js'
import { check } from '/work/main/api/index.js'
import { writeFileSync } from 'node:fs'
const [name, only] = process.argv.slice(2)
const up = await startUpstream(name as any)
const gate = await startReference({ upstream: up.url, http2: true, control: true } as any)
try {
  const judged: any = await check({ ...(only ? { only: only.split(',') } : {}), config: { url: gate.url, profile: 'matrix', hooks: { metrics: { url: gate.url + '/metrics', open_streams: 'ssespec_reference_streams_open' } } } } as any)
  console.log(judged.report.summary, judged.report.wall_ms)
  for (const v of judged.report.verdicts) if (v.verdict !== 'pass') console.log(v.id, v.level, v.verdict, v.reading ?? '', '|', v.expected ?? '', '|', v.actual ?? '', '|', v.reason ?? '')
  writeFileSync('/tmp/rl/syn-obs.json', JSON.stringify(judged.observations))
} finally { await gate.stop(); await up.stop() }
process.exit(0)
