// Records a server and judges it. Without a URL, the embedded reference.
import { check, exitCodeOf, openBundle, writeBundle } from 'ssespec'

const [url, folder = 'bundle'] = process.argv.slice(2)
const recording = openBundle(folder)
const judged = await check({ config: url === undefined ? {} : { url }, only: ['FRM', 'ID'], quick: true, recording })
await writeBundle(folder, judged)

const { report } = judged
console.log(`${report.target}: ${report.summary.pass} passed, ${report.summary.fail} failed, ${report.summary.skip} skipped`)
for (const { id, expected, actual, remedy } of report.verdicts.filter(({ verdict }) => verdict === 'fail')) {
  console.log(`${id}: expected ${expected}; actual ${actual}\n  ${remedy}`)
}
process.exitCode = exitCodeOf(report)
