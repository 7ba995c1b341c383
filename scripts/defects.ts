// Writes suites/defects/known.json from the faults of the reference: npm run defects
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { faults } from '../reference/index.js'
import { packageRoot } from '../schemas/index.js'

/** The requirements that fail together by one defect. */
export const defectsOfFaults = () =>
  faults
    .filter(({ breaks, underLoad }) => underLoad !== true && breaks.length >= 2)
    .map(({ name, breaks }) => ({ name, breaks: [...breaks] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))

if (process.argv[1] === import.meta.filename) {
  const document = { format: 'ssespec-defects/1', defects: defectsOfFaults() }
  const file = join(packageRoot, 'suites', 'defects', 'known.json')
  writeFileSync(file, JSON.stringify(document))
  execFileSync('npx', ['biome', 'format', '--write', file])
}
