import type { Report, Verdict } from '../../schemas/index.js'
import { expectationText, inState } from '../expectation.js'
import { rowMarkup } from './finding.js'
import { type Fitting, tell } from './fitting.js'
import { html, type Markup } from './markup.js'

const because = (verdict: Verdict): Markup => html`<p class="note">${verdict.id}: ${expectationText(verdict)}</p>`

/** The failures that the baseline expects: one expandable line each, with the reason above it. */
export const expectedMarkup = (verdicts: readonly Verdict[], anchors: ReadonlyMap<Verdict, string>, fitting: Fitting): Markup[] => {
  const rows = verdicts.flatMap(verdict =>
    tell(fitting, verdict, [() => html`${because(verdict)}${rowMarkup(verdict, anchors.get(verdict) ?? '')}`]),
  )
  return rows.length === 0 ? [] : [html`<div class="rest"><h3>Expected by the baseline</h3>${rows}</div>`]
}

/**
 * Entries of the baseline, and those that pass.
 * @param anchors of the verdicts on this page
 */
export const passingAgainMarkup = (report: Report, anchors: ReadonlyMap<Verdict, string>): Markup[] => {
  const again = inState(report, 'passes-again')
  if (again.length === 0) return []
  const items = again.map(verdict => {
    const anchor = anchors.get(verdict)
    const name = anchor === undefined ? html`${verdict.id}` : html`<a class="id" href="#${anchor}">${verdict.id}</a>`
    return html`<li>${name}: ${expectationText(verdict)}</li>`
  })
  return [
    html`<section id="page-again" aria-labelledby="page-again-title"><h2 id="page-again-title">Passing again <span class="of">${again.length}</span></h2><ul class="again">${items}</ul></section>`,
  ]
}
