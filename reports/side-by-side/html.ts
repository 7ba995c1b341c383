import type { Verdict } from '../../schemas/index.js'
import { countsText, duration, outcomeKind, outcomeText } from '../conclusion.js'
import { type Family, WORDS } from '../families.js'
import { shown } from '../finding.js'
import { anchorOf } from '../html/anchors.js'
import { icon } from '../html/icons.js'
import { html, joined, type Markup, prose } from '../html/markup.js'
import { pageMarkup } from '../html/page.js'
import { timeMarkup } from '../html/top.js'
import { clipped, type TextOptions } from '../page.js'
import { differencesText, letterOf, NOT_JUDGED, type Side, type SideRow, type SideRows, sideRows } from './rows.js'

const MOST_ROWS = 600
const MOST_SEEN_COLUMNS = 120
const MOST_SENTENCE_COLUMNS = 240

const sideMarkup = ({ name, report }: Side, index: number): Markup => {
  const kind = outcomeKind(report)
  return html`<li class="side"><h2 class="${kind}">${icon(kind)}<span class="letter">${letterOf(index)}</span> ${name}</h2><p class="target">${report.target}</p><p>${outcomeText(report)}: ${countsText(report)}.</p><p class="aside">${timeMarkup(report.started)}, in ${duration(report.wall_ms)}, by ${report.tool.name} ${report.tool.version}</p></li>`
}

const seen = ({ verdict, actual }: Verdict): Markup | undefined =>
  actual === undefined || (verdict !== 'fail' && verdict !== 'warn')
    ? undefined
    : html`<small>${clipped(shown(actual), MOST_SEEN_COLUMNS)}</small>`

const cellMarkup = (cell: SideRow['cells'][number]): Markup =>
  cell === undefined
    ? html`<td><span class="aside">${NOT_JUDGED}</span></td>`
    : html`<td><span class="cell ${cell.verdict}">${icon(cell.verdict)}${WORDS[cell.verdict]}</span>${seen(cell)}</td>`

const rowMarkup = ({ id, requirement, cells }: SideRow, used: Set<string>): Markup =>
  html`<tr id="${anchorOf(id, used)}"><th scope="row"><b class="id">${id}</b><span class="sentence">${prose(clipped(shown(requirement), MOST_SENTENCE_COLUMNS))}</span></th>${cells.map(cellMarkup)}</tr>`

const tableMarkup = (caption: string, families: readonly Family<SideRow>[], sides: readonly Side[], used: Set<string>): Markup => {
  const heads = sides.map(({ name }, index) => html`<th scope="col">${letterOf(index)}<small>${clipped(shown(name), 32)}</small></th>`)
  const bodies = families.map(
    ({ title, items }) =>
      html`<tbody><tr><th class="of" scope="rowgroup" colspan="${sides.length + 1}">${title}</th></tr>${items.map(item => rowMarkup(item, used))}</tbody>`,
  )
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="sides"><caption class="vh">${caption}</caption><thead><tr><th scope="col">Requirement</th>${heads}</tr></thead>${bodies}</table></div>`
}

/** Cuts the rows to the number shown: whole families and part of one. */
const limited = (families: readonly Family<SideRow>[], most: number): Family<SideRow>[] => {
  let left = most
  return families.flatMap(family => {
    const items = family.items.slice(0, Math.max(0, left))
    left -= items.length
    return items.length === 0 ? [] : [{ ...family, items }]
  })
}

const sectionMarkup = (title: string, name: string, count: number, table: Markup): Markup =>
  html`<section id="page-${name}" aria-labelledby="page-${name}-title"><h2 id="page-${name}-title">${title} <span class="of">${count}</span></h2>${table}</section>`

const GROUPS = [
  ['different', 'Different', 'Requirements that are judged differently'],
  ['partial', 'Not judged by all', 'Requirements that not every report judges'],
  ['alike', 'Alike', 'Requirements that are judged alike'],
] as const

const tables = (rows: SideRows, sides: readonly Side[]): Markup => {
  const used = new Set<string>()
  const { all } = rows.counts
  let left = MOST_ROWS
  const parts = GROUPS.flatMap(([name, title, caption]) => {
    const shown = limited(rows[name], left)
    left -= rows.counts[name]
    return shown.length === 0 ? [] : [sectionMarkup(title, name, rows.counts[name], tableMarkup(caption, shown, sides, used))]
  })
  const trimmed = html`<p class="trimmed"><b>Trimmed.</b> ${all - MOST_ROWS} more requirements are not shown.</p>`
  return joined(all > MOST_ROWS ? [...parts, trimmed] : parts, '\n')
}

/** Several reports as one page: the conclusion of each, then every requirement by side, differences first. */
export const renderSidesHtml = (sides: readonly Side[], { titles }: Pick<TextOptions, 'titles'> = {}): string => {
  const rows = sideRows(sides, titles)
  const told = differencesText(rows)
  const top = html`<header class="top"><p class="brand">ssespec <span>${sides.length} reports side by side</span></p><h1><span>${told}</span></h1></header>`
  const main = html`<ul class="side-list" role="list">${sides.map(sideMarkup)}</ul>${tables(rows, sides)}`
  const foot = html`<p>Each report shows bytes, times and fixes: <code>ssespec report BUNDLE --reporter html</code>.</p>`
  return pageMarkup(`${told} ${sides.map(({ name }) => name).join(', ')}`, top, main, foot)
}
