import { conclusion, outcomeOf } from '../conclusion.js'
import { type Family, WORDS } from '../families.js'
import type { TextOptions } from '../page.js'
import { escapeMarkdown, shorten } from '../visible.js'
import { differencesText, letterOf, NOT_JUDGED, type Side, type SideRow, sideRows } from './rows.js'

const MOST_CHARACTERS = 500

const prose = (text: string): string => escapeMarkdown(shorten(text, MOST_CHARACTERS))

const SIGNS = { pass: '✅', fail: '❌', error: '❌', warn: '⚠️', inconclusive: '❔', skip: '', 'not-applicable': '' } as const

const OUTCOMES = { conforms: '✅', fails: '❌', unknown: '⚠️', loosened: '⚠️', part: '⚠️', nothing: '⚠️' } as const

const cellText = (cell: SideRow['cells'][number]): string =>
  cell === undefined ? NOT_JUDGED : `${SIGNS[cell.verdict]} ${WORDS[cell.verdict]}`.trim()

const sideItem = ({ name, report }: Side, index: number): string =>
  `- **${letterOf(index)}** ${prose(name)}: ${prose(report.target)}  \n  ${OUTCOMES[outcomeOf(report)]} ${prose(conclusion(report))} (${prose(`${report.tool.name} ${report.tool.version}, ${report.started}`)})`

const table = (families: readonly Family<SideRow>[], sides: readonly Side[]): string => {
  const letters = sides.map((_side, index) => letterOf(index))
  const rows = families.flatMap(({ items }) =>
    items.map(({ id, requirement, cells }) => `| ${[prose(id), ...cells.map(cellText), prose(requirement)].join(' | ')} |`),
  )
  return [`| | ${letters.join(' | ')} | requirement |`, `| :-- |${' :-- |'.repeat(letters.length + 1)}`, ...rows].join('\n')
}

const folded = (summary: string, families: readonly Family<SideRow>[], sides: readonly Side[]): string[] =>
  families.length === 0 ? [] : [`<details>\n<summary>${summary}</summary>\n\n${table(families, sides)}\n\n</details>`]

/** Several reports as GitHub Flavored Markdown: a table of differences, and a folded table of the rest. */
export const renderSidesMarkdown = (sides: readonly Side[], { titles }: Pick<TextOptions, 'titles'> = {}): string => {
  const rows = sideRows(sides, titles)
  const { different, partial, alike, counts } = rows
  const blocks = [
    `## ${escapeMarkdown(differencesText(rows))}`,
    sides.map(sideItem).join('\n'),
    ...(different.length === 0 ? [] : [table(different, sides)]),
    ...folded(`${counts.partial} not judged by all`, partial, sides),
    ...folded(`${counts.alike} alike`, alike, sides),
  ]
  return `${blocks.join('\n\n')}\n`
}
