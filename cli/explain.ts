import type { Command } from 'commander'
import { scenarios } from '../record/scenarios/index.js'
import { renderExplain } from '../reports/index.js'
import { defined, type Requirement } from '../schemas/index.js'
import { families, isNamed, readingsOf } from '../suites/index.js'
import { textOptions } from './text.js'

const backgroundOf = ({ id, scenario }: Requirement) => {
  const provoked = scenarios.find(({ name }) => name === scenario)?.says
  return { readings: readingsOf(id), ...defined({ provoked }) }
}

const run = async (id: string): Promise<void> => {
  const name = id.replace(/^[a-z]+/i, family => family.toUpperCase())
  const found = families().flatMap(({ requirements }) => requirements.filter(requirement => isNamed(requirement.id, name)))
  if (found.length === 0) {
    const { NothingSelectedError } = await import('../api/index.js')
    throw new NothingSelectedError([id], 'sse')
  }
  process.stdout.write(
    found.map(requirement => renderExplain(requirement, textOptions(process.stdout), backgroundOf(requirement))).join('\n'),
  )
}

export const addExplain = (command: Command): void => {
  command.argument('<id>', 'an id from a report, such as FRM-05').action(run)
}
