import { writeFileSync } from 'node:fs'
import { type Baseline, type BaselineEntry, DocumentError, documentFaults, errorText } from '../schemas/index.js'
import { families } from '../suites/index.js'
import { readJson } from './configuration.js'
import { ConfigurationError } from './configuration-error.js'

/** Reads a baseline (ssespec-baseline/1). Throws ConfigurationError. */
export const readBaseline = (file: string): readonly BaselineEntry[] => {
  const document = readJson(file)
  const faults = documentFaults('baseline', document)
  if (faults.length > 0) throw new ConfigurationError(new DocumentError(file, faults).message)
  const { expected } = document as Baseline
  const known = new Set(families().flatMap(({ requirements }) => requirements.map(({ id }) => id)))
  const unknown = expected.filter(({ id }) => !known.has(id)).map(({ id }) => id)
  if (unknown.length > 0)
    throw new ConfigurationError(
      `${file} lists ${unknown.join(', ')}, which ${unknown.length === 1 ? 'is not a requirement' : 'are not requirements'}. \`ssespec list\` shows every id.`,
    )
  const twice = expected.filter(({ id }, index) => expected.findIndex(other => other.id === id) < index).map(({ id }) => id)
  if (twice.length > 0) throw new ConfigurationError(`${file} lists ${twice.join(', ')} twice: keep one entry of each.`)
  return expected
}

/** Writes a baseline. Throws ConfigurationError. */
export const writeBaseline = (file: string, expected: readonly BaselineEntry[]): void => {
  const document: Baseline = { format: 'ssespec-baseline/1', expected: [...expected] }
  try {
    writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`)
  } catch (cause) {
    throw new ConfigurationError(`${file} could not be written: ${errorText(cause)}`)
  }
}
