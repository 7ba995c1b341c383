import { type Profile, profileNames, type Requirement } from '../schemas/index.js'
import { duration } from './conclusion.js'
import { byFamily } from './families.js'
import { shown } from './finding.js'
import type { Page, TextOptions } from './page.js'
import { columnsOf, pageOf, wrap } from './page.js'

/** A scenario in a list, with the scenario's own field names. */
export interface ListedScenario {
  readonly name: string
  readonly says?: string
  readonly needs?: readonly string[]
  /** How long it watches this target. */
  readonly window_ms?: number
}

/** A defect of the reference server. */
export interface ListedFault {
  readonly name: string
  /** The requirements that catch it. */
  readonly breaks: string | readonly string[]
}

/** A row: cells that never break, a text that wraps in the remaining width, and a dim second text below it. */
interface Row {
  readonly cells: readonly string[]
  readonly text: string
  readonly note: string
}

const GAP = '  '

const padded = (cell: string, columns: number): string => cell + ' '.repeat(Math.max(0, columns - columnsOf(cell)))

/** The cell widths over all tables of one kind, so that columns align. */
const columnsFor = (rows: readonly Row[], head: readonly string[]): number[] =>
  head.map((title, index) => Math.max(columnsOf(title), ...rows.map(({ cells }) => columnsOf(cells[index] ?? ''))))

const renderRow = ({ cells, text, note }: Row, columns: readonly number[], { paint, width }: Page): string[] => {
  const lead = `${GAP}${columns.map((column, index) => padded(cells[index] ?? '', column)).join(GAP)}${GAP}`
  const left = Math.max(20, width - columnsOf(lead))
  const lines = [...wrap(text, left), ...(note === '' ? [] : wrap(note, left).map(paint.dim))]
  return lines.map((line, index) => `${index === 0 ? lead : ' '.repeat(columnsOf(lead))}${line}`.trimEnd())
}

const requirementRow = (requirement: Requirement, profiles: readonly Profile[]): Row => ({
  cells: [shown(requirement.id), ...profiles.map(profile => shown(requirement.level[profile] ?? '–'))],
  text: shown(requirement.requirement),
  note: shown(`scenario ${requirement.scenario}${requirement.fault === undefined ? '' : `, fault ${requirement.fault}`}`),
})

const requirementTables = (requirements: readonly Requirement[], options: TextOptions, page: Page): string[] => {
  const profiles = profileNames.filter(profile => requirements.some(({ level }) => level[profile] !== undefined))
  const head = ['ID', ...profiles]
  const columns = columnsFor(
    requirements.map(requirement => requirementRow(requirement, profiles)),
    head,
  )
  const [headLine = ''] = renderRow({ cells: head, text: 'requirement', note: '' }, columns, page)
  const families = byFamily(requirements, options.titles).flatMap(({ title, items }) => [
    '',
    page.paint.bold(`${shown(title)} (${items.length})`),
    ...items.flatMap(item => renderRow(requirementRow(item, profiles), columns, page)),
  ])
  return requirements.length === 0 ? [] : [page.paint.dim(headLine), ...families]
}

const table = (title: string, rows: readonly Row[], page: Page): string[] => {
  if (rows.length === 0) return []
  const columns = columnsFor(rows, rows[0]?.cells.map(() => '') ?? [])
  return ['', page.paint.bold(`${title} (${rows.length})`), ...rows.flatMap(row => renderRow(row, columns, page))]
}

const scenarioRow = ({ name, says = '', needs = [], window_ms }: ListedScenario): Row => ({
  cells: [shown(name), window_ms === undefined || window_ms === 0 ? '–' : duration(window_ms)],
  text: shown(says),
  note: needs.length === 0 ? '' : shown(`needs ${needs.join(', ')}`),
})

const faultRow = ({ name, breaks }: ListedFault): Row => ({
  cells: [shown(name)],
  text: shown(typeof breaks === 'string' ? breaks : breaks.join(', ')),
  note: '',
})

/** `ssespec list`: requirements by family with their level by profile, then scenarios with their windows, then faults. */
export const renderList = (
  requirements: readonly Requirement[],
  scenarios: readonly ListedScenario[],
  faults: readonly ListedFault[],
  options: TextOptions,
): string => {
  const page = pageOf(options)
  const lines = [
    ...requirementTables(requirements, options, page),
    ...table('Scenarios', scenarios.map(scenarioRow), page),
    ...table('Faults', faults.map(faultRow), page),
  ]
  return `${lines.join('\n').replace(/^\n/, '')}\n`
}
