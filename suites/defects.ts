import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Defect, packageRoot, validated } from '../schemas/index.js'

const FILE = 'suites/defects/known.json'

let loaded: readonly Defect[] | undefined

/** Server defects that make several requirements fail together. Throws DocumentError if the file is invalid. */
export const knownDefects = (): readonly Defect[] => {
  loaded ??= validated('defects', JSON.parse(readFileSync(join(packageRoot, FILE), 'utf8')), FILE).defects
  return loaded
}
