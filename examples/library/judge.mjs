// The verdicts of a recording, again: the same bytes give the same verdicts, today and in a year.
import { judge } from 'ssespec'

const [file = 'bundle/recording.ndjson.gz'] = process.argv.slice(2)
const { report, observations } = await judge(file, { strict: true, foreign: true })
console.log(
  `${report.verdicts.length} verdicts over ${observations.length} observations: ${report.conforms ? 'conforms' : 'does not conform'}, read strictly`,
)
