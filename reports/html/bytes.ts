import type { Evidence } from '../../schemas/index.js'
import { type Cell, excerptCells, rowsOf } from '../excerpt.js'
import { html, joined, type Markup, trusted } from './markup.js'

/** Runs of plain characters in one element, each symbol in its own. */
const runsOf = (row: readonly Cell[]): { marked: boolean; symbol: boolean; text: string }[] => {
  const runs: { marked: boolean; symbol: boolean; text: string }[] = []
  for (const { marked, symbol, shown } of row) {
    const last = runs.at(-1)
    if (last !== undefined && last.marked === marked && !last.symbol && !symbol) last.text += shown
    else runs.push({ marked, symbol, text: shown })
  }
  return runs
}

/** U+2400 to U+2421 as the names they depict. */
const NAMES =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US SP DEL'.split(' ')

const nameOf = (symbol: string): string | undefined => NAMES[(symbol.codePointAt(0) ?? 0) - 0x2400]

const symbolMarkup = (symbol: string): Markup => {
  const name = nameOf(symbol)
  return name === undefined ? html`<i>${symbol}</i>` : html`<i data-name="${name}">${symbol}</i>`
}

const runMarkup = ({ marked, symbol, text }: { marked: boolean; symbol: boolean; text: string }): Markup => {
  const shown = symbol ? symbolMarkup(text) : html`${text}`
  return marked ? html`<mark>${shown}</mark>` : shown
}

const MORE = trusted('<span class="left-out">…</span>')

/** Context rows around marked ones. */
const CONTEXT = 2
const MOST_ROWS = 14

const isMarked = (row: readonly Cell[]): boolean => row.some(cell => cell.marked)

/** The marked rows with some context. */
const spanOf = (rows: readonly Cell[][]): { from: number; to: number } => {
  const from = Math.max(0, rows.findIndex(isMarked) - CONTEXT)
  const to = rows.findLastIndex(isMarked) + 1 + CONTEXT
  return { from, to: Math.min(rows.length, from + MOST_ROWS, Math.max(to, from + 2 * CONTEXT + 1)) }
}

/**
 * The bytes as the target sent them: one row per line of the stream, hidden characters as symbols, the relevant bytes marked. Empty if the
 * bytes are not available.
 */
export const bytesMarkup = (evidence: Evidence): Markup => {
  const rows = rowsOf(excerptCells(evidence))
  if (rows.length === 0) return trusted('')
  const { from, to } = spanOf(rows)
  const told = rows.slice(from, to).map(row => joined(runsOf(row).map(runMarkup)))
  return html`<pre class="bytes"><code>${joined([...(from > 0 ? [MORE] : []), ...told, ...(to < rows.length ? [MORE] : [])], '\n')}</code></pre>`
}
