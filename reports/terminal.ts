import type { Report, Verdict, VerdictKind } from '../schemas/index.js'
import { type Cause, causesOf, causeText, hasFailed, isGroup } from './causes.js'
import { conclusion, idList, openMusts, outcomeKind, shownId } from './conclusion.js'
import { expectationText, inState } from './expectation.js'
import type { Family } from './families.js'
import { byFamily, byReason, countsOf, KINDS, ofKind } from './families.js'
import { colourOf, renderBeneath, renderFinding, renderShortFinding, shown, signOf } from './finding.js'
import { basisText, limits } from './limits.js'
import { loosenedText } from './loosened.js'
import type { Page, Paint, TextOptions } from './page.js'
import { clipped, columnsOf, hanging, pageOf, wrap } from './page.js'

const MOST_NAME_COLUMNS = 20

const header = ({ tool, target, profile, strict, loosened }: Report, { paint, width }: Page): string[] => {
  const lead = `${clipped(shown(`${tool.name} ${tool.version}`), 30)}  `
  const [first = '', ...others] = hanging(
    ' '.repeat(lead.length),
    `${shown(target)}  (profile ${shown(profile)}${strict ? ', strict' : ''})`,
    width,
  )
  const loose = loosenedText(loosened)
  const told = loose === undefined ? [] : wrap(shown(loose), width).map(paint.yellow)
  return [`${paint.dim(lead)}${paint.bold(first.trimStart())}`, ...others.map(paint.bold), ...told, '']
}

/** `26 passed  1 failed`, without zero counts. */
const tally = (verdicts: readonly Verdict[], paint: Paint): { plain: string; painted: string }[] => {
  const counts = countsOf(verdicts)
  return KINDS.filter(({ kind }) => kind === 'pass' || counts[kind] > 0).map(({ kind, word }) => {
    const plain = `${String(counts[kind]).padStart(kind === 'pass' ? 3 : 1)} ${word}`
    return { plain, painted: counts[kind] > 0 ? colourOf(kind, paint)(plain) : paint.dim(plain) }
  })
}

/** A family's name and its tally; a wide tally continues below. */
const familyLine = (family: Family<Verdict>, nameColumns: number, { paint, width }: Page): string[] => {
  const name = clipped(shown(family.title), MOST_NAME_COLUMNS)
  const lead = `${paint.bold(name)}${' '.repeat(Math.max(0, nameColumns - columnsOf(name)))}`
  const lines: string[] = []
  let line = lead
  let columns = nameColumns
  for (const { plain, painted } of tally(family.items, paint)) {
    if (columns + 2 + plain.length > width) {
      lines.push(line)
      line = ' '.repeat(nameColumns)
      columns = nameColumns
    }
    line += `  ${painted}`
    columns += 2 + plain.length
  }
  return [...lines, line]
}

const oneLine = (verdict: Verdict, { paint, width }: Page): string[] => {
  const seen = verdict.verdict === 'pass' && verdict.actual !== undefined ? ` (seen: ${shown(verdict.actual)})` : ''
  const lead = `    ${shownId(verdict.id)}  `
  const [first = '', ...others] = hanging(lead, `${shown(verdict.requirement)}${seen}`, width)
  return [`  ${signOf(verdict.verdict, paint)} ${first.slice(4)}`, ...others]
}

const families = (report: Report, options: TextOptions, page: Page): string[] => {
  const all = byFamily(report.verdicts, options.titles)
  const nameColumns = Math.min(MOST_NAME_COLUMNS, Math.max(0, ...all.map(({ title }) => columnsOf(shown(title)))))
  return all.flatMap(family => [
    ...familyLine(family, nameColumns, page),
    ...(options.verbose ? [...family.items.flatMap(verdict => oneLine(verdict, page)), ''] : []),
  ])
}

/** What to fix first, if several requirements fail by one cause. */
const fixFirst = (causes: readonly Cause[], { paint, width }: Page): string[] =>
  causes.filter(isGroup).flatMap(one => ['', ...hanging('  ', shown(causeText(one)), width).map(paint.bold)])

/** What failed, maybe by the same cause: what was seen, without what is already shown above. */
const beneath = ({ others, unseen }: Cause, page: Page): string[] => {
  const indented = { ...page, width: page.width - 2 }
  const lead = others.length === 0 ? [] : ['', page.paint.dim('  May fail by the same cause:')]
  const rows = [...lead, ...others.flatMap(verdict => renderBeneath(verdict, indented)).map(line => `  ${line}`)]
  const hidden =
    unseen.length === 0 ? [] : hanging('    ', `Not judged, maybe by the same cause: ${idList(unseen.map(({ id }) => id))}`, page.width)
  return [...rows, ...hidden.map(page.paint.dim)]
}

/** A cause with its bytes and its fix, then what may fail by it. */
const told = (cause: Cause, { verbose = false }: TextOptions, page: Page): string[] => {
  const render = (verdict: Verdict) => (verdict.verdict === 'fail' || verbose ? renderFinding : renderShortFinding)(verdict, page)
  return [...cause.first.flatMap(verdict => ['', ...render(verdict)]), ...beneath(cause, page)]
}

/** The entries of the baseline, one per line: expected failures, and those that pass again. */
const expectations = (report: Report, { paint, width }: Page): string[] =>
  [
    { title: 'Expected failures', verdicts: inState(report, 'expected'), colour: paint.dim },
    { title: 'Passing again', verdicts: inState(report, 'passes-again'), colour: paint.red },
  ].flatMap(({ title, verdicts, colour }) => {
    const told = verdicts.flatMap(verdict => hanging(`  ${shownId(verdict.id)}  `, shown(expectationText(verdict) ?? ''), width))
    return told.length === 0 ? [] : ['', colour(paint.bold(title)), ...told]
  })

/** What was not judged, by reason: each reason once, with its ids. */
const unjudged = (title: string, report: Report, kind: VerdictKind, { paint, width }: Page): string[] => {
  const groups = byReason(report, kind)
  if (groups.length === 0) return []
  const told = groups.flatMap(({ reason, ids }) => [
    ...hanging('  ', shown(reason), width),
    ...wrap(idList(ids), width - 4).map(line => `    ${paint.dim(line)}`),
  ])
  return ['', ...wrap(title, width).map(line => colourOf(kind, paint)(paint.bold(line))), ...told]
}

const notApplicable = (report: Report, { paint, width }: Page): string[] => {
  const groups = byReason(report, 'not-applicable')
  if (groups.length === 0) return []
  const told = groups.flatMap(({ reason, ids }) => hanging('  ', `${idList(ids)}: ${shown(reason)}`, width))
  return ['', ...['Not applicable', ...told].map(paint.dim)]
}

/** The findings by basis, and what the run could not see. */
const closing = (report: Report, { paint, width }: Page): string[] => {
  const told = [basisText(report), ...limits(report)].flatMap(line => (line === undefined ? [] : wrap(line, width)))
  return told.length === 0 ? [] : ['', ...told.map(paint.dim)]
}

const inconclusiveTitle = (report: Report): string => {
  const open = openMusts(report).map(({ id }) => id)
  return `Inconclusive: neither passed nor failed${open.length > 0 ? ` (MUST: ${idList(open, 4)})` : ''}`
}

/**
 * A report for the terminal: families with their tallies, findings with bytes, what was not judged and why, and the conclusion in the
 * last line. That line is never wrapped, so that `tail -1` returns all of it.
 */
export const renderTerminal = (report: Report, options: TextOptions): string => {
  const page = pageOf(options)
  const causes = causesOf(report)
  const [failed, warned] = [causes.filter(hasFailed), causes.filter(cause => !hasFailed(cause))]
  const last = colourOf(outcomeKind(report), page.paint)
  const lines = [
    ...header(report, page),
    ...families(report, options, page),
    ...fixFirst(causes, page),
    ...failed.flatMap(cause => told(cause, options, page)),
    ...ofKind(report.verdicts, 'error').flatMap(verdict => ['', ...renderShortFinding(verdict, page)]),
    ...warned.flatMap(cause => told(cause, options, page)),
    ...expectations(report, page),
    ...unjudged(inconclusiveTitle(report), report, 'inconclusive', page),
    ...unjudged('Skipped', report, 'skip', page),
    ...notApplicable(report, page),
    ...closing(report, page),
    '',
    last(page.paint.bold(conclusion(report))),
  ]
  return `${lines.join('\n')}\n`
}
