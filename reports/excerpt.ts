import type { Evidence } from '../schemas/index.js'
import type { Page } from './page.js'
import { columnsOf } from './page.js'
import { characterBoundary, type VisibleCharacter, visibleCharacters } from './visible.js'

/** One character of an excerpt. */
export interface Cell {
  readonly shown: string
  /** An invisible character, shown as a symbol. */
  readonly symbol: boolean
  readonly columns: number
  readonly marked: boolean
  readonly endsLine: boolean
}

/** However much a target sends, readers get at most a screenful. */
const MOST_CHARACTERS = 4000
const MOST_ROWS = 12
const ROWS_BEFORE = 4

interface Marked {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** The displayable part of the excerpt, with the highlight relative to it. */
const partOf = ({ excerpt = '', highlight }: Evidence): Marked => {
  const [start, end] = highlight ?? [-1, -1]
  const from = characterBoundary(excerpt, Math.max(0, start - MOST_CHARACTERS / 4))
  const text = excerpt.slice(from, characterBoundary(excerpt, from + MOST_CHARACTERS))
  return { text, start: start - from, end: end - from }
}

/** A line of the event stream ends with LF, CR LF or CR (WHATWG HTML §9.2.5), and so does a row. */
const endsLine = (character: string, next: string | undefined): boolean => character === '\n' || (character === '\r' && next !== '\n')

const cellsOf = ({ text, start, end }: Marked): Cell[] => {
  // An empty highlight marks a place: the character there, or the end.
  const stop = Math.max(end, start + 1)
  const isMarked = ({ at, source }: VisibleCharacter): boolean => start >= 0 && at < stop && at + source.length > start
  const characters = visibleCharacters(text)
  const cells = characters.map((character, index) => ({
    shown: character.shown,
    symbol: character.shown !== character.source,
    columns: columnsOf(character.shown),
    marked: isMarked(character),
    endsLine: endsLine(character.source, characters[index + 1]?.source),
  }))
  return start >= text.length ? [...cells, { shown: ' ', symbol: false, columns: 1, marked: true, endsLine: false }] : cells
}

/** Each line of the stream as one row, or several if it is too wide. */
export const rowsOf = (cells: readonly Cell[], width = Number.POSITIVE_INFINITY): Cell[][] => {
  const rows: Cell[][] = []
  let row: Cell[] = []
  let columns = 0
  for (const cell of cells) {
    if (columns + cell.columns > width && row.length > 0) {
      rows.push(row)
      row = []
      columns = 0
    }
    row.push(cell)
    columns += cell.columns
    if (cell.endsLine) {
      rows.push(row)
      row = []
      columns = 0
    }
  }
  return row.length > 0 ? [...rows, row] : rows
}

const textOf = (row: readonly Cell[], { paint }: Page): string =>
  row.map(({ shown, marked }) => (marked ? paint.inverse(shown) : shown)).join('')

const caretsOf = (row: readonly Cell[]): string =>
  row
    .map(({ columns, marked }) => (marked ? '^' : ' ').repeat(columns))
    .join('')
    .trimEnd()

/** The displayable part of an excerpt. */
export const excerptCells = (evidence: Evidence): Cell[] => (evidence.excerpt === undefined ? [] : cellsOf(partOf(evidence)))

/** The rows around the first highlighted one, and whether there are more before and after. */
const rowsToShow = (rows: readonly Cell[][]): { rows: Cell[][]; before: boolean; after: boolean } => {
  const marked = rows.findIndex(row => row.some(cell => cell.marked))
  const from = rows.length <= MOST_ROWS ? 0 : Math.max(0, marked - ROWS_BEFORE)
  return { rows: rows.slice(from, from + MOST_ROWS), before: from > 0, after: from + MOST_ROWS < rows.length }
}

/**
 * The bytes as the target sent them: one row per line of the stream, hidden characters visible, and `^` under the highlight.
 * @param width maximum columns per row
 */
export const renderExcerpt = (evidence: Evidence, width: number, page: Page): string[] => {
  if (evidence.excerpt === undefined) return []
  const bar = page.paint.dim('│')
  const { rows, before, after } = rowsToShow(rowsOf(excerptCells(evidence), width - 2))
  const lines = rows.flatMap(row => {
    const carets = caretsOf(row)
    return [`${bar} ${textOf(row, page)}`, ...(carets === '' ? [] : [`${bar} ${page.paint.red(carets)}`])]
  })
  const more = `${bar} …`
  return [...(before ? [more] : []), ...lines, ...(after ? [more] : [])]
}
