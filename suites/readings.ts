import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot, type Reading } from '../schemas/index.js'

const FILE = 'suites/readings/msc2108.json'

let loaded: readonly Reading[] | undefined

/** How ssespec reads MSC2108 where it is silent, with reasons. */
export const readings = (): readonly Reading[] => {
  loaded ??= (JSON.parse(readFileSync(join(packageRoot, FILE), 'utf8')) as { readings: Reading[] }).readings
  return loaded
}

/** The readings that a requirement is based on. */
export const readingsOf = (id: string): Reading[] => readings().filter(({ requirements }) => requirements.includes(id))
