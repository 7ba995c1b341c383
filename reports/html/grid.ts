import type { Verdict } from '../../schemas/index.js'
import { byFamily, countsOf, familyOf, KINDS, WORDS } from '../families.js'
import { shown } from '../finding.js'
import { clipped } from '../page.js'
import { icon } from './icons.js'
import { html, type Markup } from './markup.js'

const MOST_CELLS = 400
const MOST_ID_COLUMNS = 24
const MOST_TITLE_COLUMNS = 120

/** `FRM-05b` as `05b`, because the row already shows its family; screen readers get the rest. */
const cellText = (id: string): Markup => {
  const family = `${familyOf(id)}-`
  const name = clipped(shown(id), MOST_ID_COLUMNS)
  return name.startsWith(family) && name.length > family.length
    ? html`<span class="vh">${family}</span>${name.slice(family.length)}`
    : html`${name}`
}

const cell = (verdict: Verdict, anchor: string | undefined): Markup => {
  const inside = html`${icon(verdict.verdict)}<span>${cellText(verdict.id)}</span><span class="vh"> ${WORDS[verdict.verdict]}</span>`
  const title = clipped(shown(verdict.requirement), MOST_TITLE_COLUMNS)
  return anchor === undefined
    ? html`<li><span class="cell ${verdict.verdict}" title="${title}">${inside}</span></li>`
    : html`<li><a class="cell ${verdict.verdict}" href="#${anchor}" title="${title}">${inside}</a></li>`
}

const tally = (verdicts: readonly Verdict[]): string => {
  const counts = countsOf(verdicts)
  return KINDS.filter(({ kind }) => counts[kind] > 0)
    .map(({ kind, word }) => `${counts[kind]} ${word}`)
    .join(', ')
}

/** In the order of their numbers: a profile appends its own requirements after another's. */
const byId = (one: Verdict, other: Verdict): number => {
  if (one.id === other.id) return 0
  return one.id < other.id ? -1 : 1
}

/**
 * Every requirement at a glance, by family. A cell links to its verdict.
 * @param anchors of the verdicts on this page
 */
export const gridMarkup = (
  verdicts: readonly Verdict[],
  anchors: ReadonlyMap<Verdict, string>,
  titles: Readonly<Record<string, string>> | undefined,
): Markup => {
  const families = byFamily(verdicts.slice(0, MOST_CELLS), titles).map(
    ({ title, items }) =>
      html`<div class="family"><div class="of"><h3>${clipped(shown(title), MOST_ID_COLUMNS)}</h3><p>${tally(items)}</p></div><ul class="cells" role="list">${items.toSorted(byId).map(item => cell(item, anchors.get(item)))}</ul></div>`,
  )
  const left = verdicts.length - MOST_CELLS
  return html`<section id="page-requirements" aria-labelledby="page-requirements-title"><h2 id="page-requirements-title">All requirements</h2><div class="grid">${families}</div>${left > 0 ? html`<p class="aside">${left} more are not shown.</p>` : undefined}</section>`
}
