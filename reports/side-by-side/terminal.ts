import { conclusion, outcomeKind, shownId } from '../conclusion.js'
import { type Family, WORDS } from '../families.js'
import { colourOf, shown, signOf } from '../finding.js'
import { columnsOf, hanging, type Page, pageOf, type TextOptions } from '../page.js'
import { differencesText, letterOf, NOT_JUDGED, type Side, type SideRow, type SideRows, sideRows } from './rows.js'

const GAP = '  '

const padded = (text: string, columns: number): string => `${text}${' '.repeat(Math.max(0, columns - columnsOf(text)))}`

const sideLines = ({ name, report }: Side, index: number, page: Page): string[] => {
  const { paint, width } = page
  const [first = '', ...others] = hanging(`${GAP}${letterOf(index)}${GAP}`, `${shown(name)}: ${shown(report.target)}`, width)
  const told = hanging('     ', conclusion(report), width).map(colourOf(outcomeKind(report), paint))
  return [paint.bold(first), ...others, ...told]
}

const wordOf = (cell: SideRow['cells'][number]): string => (cell === undefined ? NOT_JUDGED : WORDS[cell.verdict])

/** The width of each column: that of its widest word. */
const columnsFor = (rows: readonly SideRow[], sides: number): number[] =>
  Array.from({ length: sides }, (_, side) => 2 + Math.max(1, ...rows.map(({ cells }) => wordOf(cells[side]).length)))

const rowLines = ({ id, requirement, cells }: SideRow, columns: readonly number[], { paint, width }: Page): string[] => {
  const plain = cells.map((cell, side) => padded(`  ${wordOf(cell)}`, columns[side] ?? 0))
  const painted = cells.map((cell, side) => {
    const word = padded(wordOf(cell), (columns[side] ?? 2) - 2)
    return cell === undefined ? paint.dim(`- ${word}`) : `${signOf(cell.verdict, paint)} ${colourOf(cell.verdict, paint)(word)}`
  })
  const lead = `${GAP}${padded(shownId(id), 9)}${GAP}`
  const blank = `${lead}${plain.join(GAP)}${GAP}`
  // Too many sides for one line: put the sentence below.
  if (columnsOf(blank) + 24 > width) return [`${lead}${painted.join(GAP)}`.trimEnd(), ...hanging('      ', shown(requirement), width)]
  const [first = '', ...others] = hanging(' '.repeat(columnsOf(blank)), shown(requirement), width)
  return [`${lead}${painted.join(GAP)}${GAP}${first.trimStart()}`, ...others]
}

const different = ({ different }: SideRows, sides: number, page: Page): string[] => {
  const columns = columnsFor(
    different.flatMap(({ items }) => items),
    sides,
  )
  const head = `${GAP}${' '.repeat(9)}${GAP}${columns.map((width, side) => padded(letterOf(side), width)).join(GAP)}`.trimEnd()
  const families = different.flatMap(({ title, items }) => [
    '',
    page.paint.bold(shown(title)),
    ...items.flatMap(row => rowLines(row, columns, page)),
  ])
  return different.length === 0 ? [] : ['', page.paint.dim(head), ...families]
}

const familyLine = ({ title, items }: Family<SideRow>, { width }: Page): string[] => {
  const words = items.map(({ cells }) => wordOf(cells.find(cell => cell !== undefined)))
  const counts = [...new Set(words)].map(word => `${words.filter(one => one === word).length} ${word}`)
  return hanging(GAP, `${shown(title)}: ${counts.join(', ')}`, width)
}

const folded = (title: string, families: readonly Family<SideRow>[], page: Page): string[] =>
  families.length === 0 ? [] : ['', page.paint.bold(title), ...families.flatMap(family => familyLine(family, page))]

/** Several reports for the terminal: each with its letter, then the requirements on which they differ, then a summary of the others. */
export const renderSidesTerminal = (sides: readonly Side[], options: TextOptions): string => {
  const page = pageOf(options)
  const rows = sideRows(sides, options.titles)
  const lines = [
    ...sides.flatMap((side, index) => sideLines(side, index, page)),
    ...different(rows, sides.length, page),
    ...folded('Not judged by all', rows.partial, page),
    ...folded('Alike', rows.alike, page),
    '',
    page.paint.bold(differencesText(rows)),
  ]
  return `${lines.join('\n')}\n`
}
