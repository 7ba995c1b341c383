import type { Load } from '../../schemas/index.js'
import { shown } from '../finding.js'
import { columnsOf, hanging, type Page, pageOf, type TextOptions } from '../page.js'
import { agreementText, doubtTexts, loadConclusion, skippedText, thresholdText, workloadText } from './conclusion.js'
import { rowsOf, transportTitle } from './figure-words.js'

const GAP = 2
const MOST_LABEL_COLUMNS = 38

const right = (text: string, columns: number): string => ' '.repeat(Math.max(0, columns - columnsOf(text))) + text

const table = (load: Load, { paint, width }: Page): string[] => {
  const rows = rowsOf(load)
  const heads = load.transports.map(transportTitle)
  const label = Math.min(MOST_LABEL_COLUMNS, Math.max(0, ...rows.map(({ says }) => columnsOf(says))))
  const columns = heads.map((head, at) => Math.max(columnsOf(head), ...rows.map(({ cells }) => columnsOf(cells[at] ?? ''))))
  // Columns that do not fit continue in a table below.
  const groups: number[][] = []
  let used = Number.POSITIVE_INFINITY
  for (const [at, own = 0] of columns.entries()) {
    if (used + own + GAP > width) {
      groups.push([])
      used = label
    }
    groups.at(-1)?.push(at)
    used += own + GAP
  }
  return groups.flatMap(group => [
    `${' '.repeat(label)}${group.map(at => ' '.repeat(GAP) + paint.bold(right(heads[at] ?? '', columns[at] ?? 0))).join('')}`,
    ...rows.map(({ says, cells, alarming }) => {
      const shownCells = group.map(at => {
        const text = right(cells[at] ?? '', columns[at] ?? 0)
        return ' '.repeat(GAP) + (alarming[at] === true ? paint.red(text) : text)
      })
      return `${paint.dim(says.padEnd(label))}${shownCells.join('')}`
    }),
    '',
  ])
}

const COLOURS = { pass: 'green', fail: 'red', inconclusive: 'red' } as const

const listed = (texts: readonly string[], { width }: Page): string[] => texts.flatMap(text => hanging('  ', shown(text), width))

/** The table, the doubts, and the results of thresholds. */
export const renderLoadTerminal = (load: Load, options: TextOptions): string => {
  const page = pageOf(options)
  const { paint, width } = page
  const { kind, text } = loadConclusion(load)
  const doubts = doubtTexts(load)
  const crossed = load.thresholds.filter(({ state }) => state !== 'kept')
  const disagreeing = (load.agreements ?? []).filter(({ agree }) => !agree)
  const head = `${load.tool.name} ${load.tool.version}  ${shown(load.target.url)}${load.target.embedded ? ' (the embedded reference)' : ''}`
  return [
    ...hanging('', head, width).map(paint.bold),
    ...hanging('', `${load.workload.name}: ${workloadText(load)}.`, width).map(paint.dim),
    '',
    ...table(load, page),
    ...(doubts.length === 0 ? [] : [paint.red(paint.bold('Inconclusive')), ...listed(doubts, page).map(paint.red), '']),
    ...(crossed.length === 0 ? [] : [paint.bold('Thresholds'), ...listed(crossed.map(thresholdText), page), '']),
    ...(disagreeing.length === 0 ? [] : [paint.bold('Counted twice'), ...listed(disagreeing.map(agreementText), page), '']),
    ...listed(skippedText(load), page).map(paint.dim),
    paint[COLOURS[kind]](`${text}.`),
    '',
  ].join('\n')
}
