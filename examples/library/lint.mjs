// Judges captured bytes of an event stream, with the response head before them or without.
import { lint } from 'ssespec'

const report = await lint(process.stdin, { source: 'standard input' })
const wrong = report.verdicts.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn')
for (const { id, requirement, evidence } of wrong) console.log(`${id}: ${requirement} (byte ${evidence[0]?.offset ?? '–'})`)
console.log(report.conforms ? 'It conforms.' : 'It does not conform.')
