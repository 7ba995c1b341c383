import type { Report, Verdict, VerdictKind } from '../../schemas/index.js'
import { byFamily, byReason, ofKind } from '../families.js'
import { rowMarkup } from './finding.js'
import { type Fitting, tell } from './fitting.js'
import { icon } from './icons.js'
import { html, type Markup, prose } from './markup.js'

interface Group {
  readonly title: Markup
  readonly verdicts: readonly Verdict[]
}

const TITLES = { inconclusive: 'Inconclusive', skip: 'Skipped', 'not-applicable': 'Not applicable', pass: 'Passed' } as const

const NOTES = {
  inconclusive: 'Neither passed nor failed: the situation was not observed, or this machine lagged more than the tolerance.',
  skip: 'The target or the configuration does not provide what these need.',
  'not-applicable': 'These do not apply to this target.',
  pass: undefined,
} as const

const groupsOf = (report: Report, kind: VerdictKind, titles: Readonly<Record<string, string>> | undefined): Group[] => {
  const some = ofKind(report.verdicts, kind)
  if (kind === 'pass') return byFamily(some, titles).map(({ title, items }) => ({ title: html`${title}`, verdicts: items }))
  return byReason(report, kind).map(({ reason, ids }) => {
    const named = new Set(ids)
    const verdicts = some.filter(verdict => named.has(verdict.id) && (verdict.reason ?? 'no reason was given') === reason)
    return { title: prose(reason), verdicts }
  })
}

/** Verdicts that need no attention, one expandable line each: by reason, and passes by family. */
export const restMarkup = (
  report: Report,
  anchors: ReadonlyMap<Verdict, string>,
  titles: Readonly<Record<string, string>> | undefined,
  fitting: Fitting,
): Markup[] =>
  (['inconclusive', 'skip', 'not-applicable', 'pass'] as const).flatMap(kind => {
    const groups = groupsOf(report, kind, titles)
    if (groups.length === 0) return []
    const note = NOTES[kind]
    const count = ofKind(report.verdicts, kind).length
    const told = groups.flatMap(({ title, verdicts }) => {
      let heading: Markup | undefined = html`<h3>${title}</h3>`
      return verdicts.flatMap(verdict => {
        // The first row includes its heading, and both must fit.
        const row = tell(fitting, verdict, [() => html`${heading}${rowMarkup(verdict, anchors.get(verdict) ?? '')}`])
        if (row.length > 0) heading = undefined
        return row
      })
    })
    return [
      html`<section class="rest" id="page-${kind}" aria-labelledby="page-${kind}-title"><h2 class="${kind}" id="page-${kind}-title">${icon(kind)}${TITLES[kind]} <span class="of">${count}</span></h2>${note === undefined ? undefined : html`<p class="note">${note}</p>`}${told}</section>`,
    ]
  })
