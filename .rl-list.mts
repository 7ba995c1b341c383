const { faults } = await import('/work/main/reference/index.js')
const { requirementsOf, faultOf } = await import('/work/main/suites/index.js')
const parts = await import('/work/main/reference/parts.js')
for (const r of requirementsOf('matrix')) {
  const f = faultOf(r, 'matrix'); 
  const fault = faults.find((x: any) => x.name === f)
  if (fault?.profile === 'matrix') continue
  let keys: string[] = []
  try { keys = Object.keys(fault?.wrap(parts.cleanParts) ?? {}) } catch {}
  console.log(r.id, r.level.matrix, r.scenario, '|', f ?? '-', '|', keys.join(','))
}
process.exit(0)
