import type { Evidence } from '../../schemas/index.js'
import { type Cell, excerptCells, rowsOf, rowsToShow } from '../excerpt.js'
import { html, joined, type Markup, trusted } from './markup.js'

/** Characters that look alike, in one element. */
const runsOf = (row: readonly Cell[]): { marked: boolean; symbol: boolean; text: string }[] => {
  const runs: { marked: boolean; symbol: boolean; text: string }[] = []
  for (const { marked, symbol, shown } of row) {
    const last = runs.at(-1)
    if (last !== undefined && last.marked === marked && last.symbol === symbol) last.text += shown
    else runs.push({ marked, symbol, text: shown })
  }
  return runs
}

const runMarkup = ({ marked, symbol, text }: { marked: boolean; symbol: boolean; text: string }): Markup => {
  const shown = symbol ? html`<i>${text}</i>` : html`${text}`
  return marked ? html`<mark>${shown}</mark>` : shown
}

const MORE = trusted('<span class="row more">…</span>')

/**
 * The bytes as the target sent them: a row a line of the stream, what is hidden as a symbol, what is meant marked. Empty where the bytes are
 * not at hand.
 */
export const bytesMarkup = (evidence: Evidence): Markup => {
  const { rows, before, after } = rowsToShow(rowsOf(excerptCells(evidence)))
  if (rows.length === 0) return trusted('')
  const told = rows.map(row => html`<span class="row">${runsOf(row).map(runMarkup)}</span>`)
  return html`<pre class="bytes"><code>${joined([...(before ? [MORE] : []), ...told, ...(after ? [MORE] : [])], '\n')}</code></pre>`
}
