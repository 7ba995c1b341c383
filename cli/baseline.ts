import { existsSync } from 'node:fs'
import { BASELINE_FILE, readBaseline, updatedBaseline, withExpectations, writeBaseline } from '../api/index.js'
import type { Report } from '../schemas/index.js'

/** Writes the baseline that expects the report's failures, and returns the report with that baseline applied. */
export const updateBaselineFile = (named: string | undefined, report: Report): Report => {
  const file = named ?? BASELINE_FILE
  const { entries, added, kept, removed } = updatedBaseline(report, existsSync(file) ? readBaseline(file) : [])
  writeBaseline(file, entries)
  const unsaid = added > 0 ? ' Add a reason and an end date to each new entry.' : ''
  process.stderr.write(`${file}: ${added} added, ${kept} kept, ${removed} removed.${unsaid}\n`)
  return withExpectations(report, entries)
}
