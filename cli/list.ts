import type { Command } from 'commander'
import { scenarios } from '../record/scenarios/index.js'
import { faults } from '../reference/faults/index.js'
import { renderList } from '../reports/index.js'
import { families } from '../suites/index.js'
import { textOptions } from './text.js'

const run = ({ json }: { readonly json?: boolean }): void => {
  const requirements = families().flatMap(family => family.requirements)
  const listed = scenarios.map(({ name, says, kind, needs = [] }) => ({ name, says, kind, needs }))
  const defects = faults.map(({ name, breaks, summary }) => ({ name, breaks, summary }))
  const told = json
    ? `${JSON.stringify({ requirements, scenarios: listed, faults: defects }, null, 2)}\n`
    : renderList([...requirements], listed, defects, textOptions(process.stdout))
  process.stdout.write(told)
}

export const addList = (command: Command): void => {
  command.option('--json', 'print as JSON').action(run)
}
