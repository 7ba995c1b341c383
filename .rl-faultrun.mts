import { readFileSync, mkdtempSync, rmSync } from 'node:fs'
import { judgedWith } from '/work/main/test/faults/judged.js'
const [profile, ...names] = process.argv.slice(2)
const { faults } = await import('/work/main/reference/index.js')
const { requirementsOf, faultOf } = await import('/work/main/suites/index.js')
for (const name of names) {
  const fault = faults.find((f: any) => f.name === name)
  if (name !== 'clean' && !fault) { console.log(name, 'NOT THERE'); continue }
  const owner = requirementsOf(profile as any).find((r: any) => faultOf(r, profile as any) === name)?.id
  try {
    const t0 = performance.now()
    const report = await judgedWith({ profile, fault: name === 'clean' ? undefined : name, breaks: fault?.breaks ?? [] } as any)
    const open = report.verdicts.filter((v: any) => ['fail','warn','error','inconclusive'].includes(v.verdict))
    const own = open.find((v: any) => v.id === (owner ?? fault?.breaks[0]))
    const un = open.filter((v: any) => !fault?.breaks.includes(v.id))
    const ok = name === 'clean' ? open.length === 0 : own !== undefined && (own.verdict === (own.level.startsWith('MUST') ? 'fail':'warn') || own.reading==='lenient') && (own.verdict!=='fail' || own.evidence.length>0) && un.length === 0
    console.log(ok ? 'OK ' : 'BAD', name, owner, own?.verdict, own?.reading, 'ev', own?.evidence.length, '|', own?.expected, '|', own?.actual, own?.reason ?? '', Math.round(performance.now()-t0)+'ms')
    for (const v of un) console.log('    unrelated', v.id, v.verdict, v.expected, '|', v.actual, v.reason ?? '')
    const listed = (fault?.breaks ?? []).slice(1).filter((id: string) => !open.some((v: any) => v.id === id))
    if (listed.length) console.log('    listed, not seen', listed.join(' '))
  } catch (e) { console.log('ERR', name, e) }
}
process.exit(0)
