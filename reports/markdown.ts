import type { Report, Source, Verdict, VerdictKind } from '../schemas/index.js'
import { type Cause, causesOf, causeText, hasFailed, isGroup } from './causes.js'
import { conclusion, idList, openMusts, outcomeOf } from './conclusion.js'
import { expectationText, inState } from './expectation.js'
import { byFamily, byReason, countsOf, KINDS, ofKind } from './families.js'
import { NOT_SAID, renderBeneath, renderOutcome, shown } from './finding.js'
import { basisText, limits } from './limits.js'
import { loosenedText } from './loosened.js'
import type { TextOptions } from './page.js'
import { pageOf } from './page.js'
import { escapeMarkdown, escapeXml, shorten, visible } from './visible.js'

const PAGE = pageOf({ colour: false, width: 100 })

/** GitHub's limit for the summary of one step. */
const MOST_BYTES = 1024 * 1024
const MOST_CHARACTERS = 2000

const prose = (text: string): string => escapeMarkdown(shorten(text, MOST_CHARACTERS))

const longestBackticks = (text: string): number => Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))

/** A code span that its text cannot end: the delimiter is longer than any run of backticks in it. */
const code = (text: string): string => {
  const content = visible(shorten(text, MOST_CHARACTERS))
  const ticks = '`'.repeat(longestBackticks(content) + 1)
  return content === '' ? '' : `${ticks} ${content} ${ticks}`
}

/** A fenced block that its lines cannot end, in the same way. The lines must be visible text. */
const fenced = (lines: readonly string[]): string[] => {
  const fence = '`'.repeat(Math.max(3, longestBackticks(lines.join('\n')) + 1))
  return [`${fence}text`, ...lines, fence]
}

const SIGNS = { fails: '❌', unknown: '⚠️', loosened: '⚠️', part: '⚠️', nothing: '⚠️' } as const

const headline = (report: Report): string => {
  const outcome = outcomeOf(report)
  const sign = outcome === 'conforms' ? (report.summary.warn > 0 ? '✅ ⚠️' : '✅') : SIGNS[outcome]
  const { tool, target, profile } = report
  return [
    `## ${sign} ${prose(conclusion(report))}`,
    '',
    `${prose(`${tool.name} ${tool.version}`)} judged ${code(target)} by profile ${prose(profile)}.`,
    ...[loosenedText(report.loosened), basisText(report), ...limits(report)].flatMap(line => (line === undefined ? [] : ['', prose(line)])),
  ].join('\n')
}

const table = (report: Report, titles: TextOptions['titles']): string => {
  const present = KINDS.filter(({ kind }) => kind === 'pass' || report.verdicts.some(({ verdict }) => verdict === kind))
  const rows = byFamily(report.verdicts, titles).map(({ title, items }) => {
    const counts = countsOf(items)
    return `| ${prose(title)} | ${present.map(({ kind }) => counts[kind] || '').join(' | ')} |`
  })
  const head = [`| family | ${present.map(({ word }) => word).join(' | ')} |`, `| :-- |${present.map(() => ' --: |').join('')}`]
  return [...head, ...rows].join('\n')
}

const sourceItem = ({ spec, clause, says }: Source): string => `- ${prose(spec)}, ${prose(clause)}: ${prose(says)}`

/** What may fail by the same cause, as text. */
const beneath = (others: readonly Verdict[]): string[] =>
  others.length === 0 ? [] : ['May fail by the same cause:', '', ...fenced(others.flatMap(one => renderBeneath(one, PAGE))), '']

const details = (sign: string, verdict: Verdict, others: readonly Verdict[] = []): string => {
  const { id, level, requirement, scenario, remedy, source, derived } = verdict
  // Within an HTML block there is no Markdown until a blank line, so the summary is escaped as HTML.
  const summary = `${sign} <b>${escapeXml(shown(id))}</b> ${escapeXml(visible(level))}: ${escapeXml(shown(requirement))}`
  const sources = [...source.slice(0, 10).map(sourceItem), ...(derived ? [`- inferred: ${NOT_SAID}`] : [])]
  return [
    '<details>',
    `<summary>${summary}</summary>`,
    '',
    ...fenced(renderOutcome(verdict, PAGE)),
    '',
    ...(verdict.verdict === 'fail' || verdict.verdict === 'warn' ? [`**Fix:** ${prose(remedy)}`, ''] : []),
    ...beneath(others),
    `Scenario ${code(scenario)}. Source:`,
    '',
    ...sources,
    '',
    '</details>',
  ].join('\n')
}

const titled = (title: string, blocks: readonly string[]): string[] => (blocks.length === 0 ? [] : [`### ${title}`, ...blocks])

const findings = (title: string, sign: string, causes: readonly Cause[]): string[] =>
  titled(
    title,
    causes.flatMap(({ first: [one, ...either], others }) => [...either.map(verdict => details(sign, verdict)), details(sign, one, others)]),
  )

/** The entries of the baseline, with reasons. */
const expectations = (title: string, verdicts: readonly Verdict[]): string[] =>
  verdicts.length === 0
    ? []
    : [`### ${title}`, ...verdicts.map(verdict => `- ${escapeMarkdown(shown(verdict.id))}: ${prose(expectationText(verdict) ?? '')}`)]

const unjudged = (title: string, report: Report, kind: VerdictKind): string[] => {
  const groups = byReason(report, kind)
  return groups.length === 0
    ? []
    : [`### ${title}`, ...groups.map(({ reason, ids }) => `- ${prose(reason)}  \n  ${escapeMarkdown(idList(ids))}`)]
}

const inconclusiveTitle = (report: Report): string => {
  const open = openMusts(report).map(({ id }) => id)
  return `Inconclusive${open.length > 0 ? ` (MUST: ${escapeMarkdown(idList(open, 8))})` : ''}`
}

/** As many whole blocks as fit, so that no markup is left open, and a note about what was left out. */
const withinLimit = (blocks: readonly string[]): string => {
  const note = (count: number): string =>
    `> ⚠️ ${count} ${count === 1 ? 'part' : 'parts'} left out: GitHub shows at most 1 MiB of a summary. All of it is in the other formats.`
  const budget = MOST_BYTES - Buffer.byteLength(note(blocks.length)) - 2
  const kept: string[] = []
  let bytes = 0
  for (const block of blocks) {
    const more = Buffer.byteLength(block) + 2
    if (bytes + more > budget) continue
    kept.push(block)
    bytes += more
  }
  const left = blocks.length - kept.length
  return `${[...kept, ...(left > 0 ? [note(left)] : [])].join('\n\n')}\n`
}

/** summary.md, for `$GITHUB_STEP_SUMMARY` and similar: at most 1 MiB of GitHub Flavored Markdown. */
export const renderMarkdown = (report: Report, { titles }: Pick<TextOptions, 'titles'> = {}): string => {
  const causes = causesOf(report)
  return withinLimit([
    headline(report),
    ...(report.verdicts.length > 0 ? [table(report, titles)] : []),
    ...causes.filter(isGroup).map(one => `**${prose(causeText(one))}**`),
    ...findings('Failed', '❌', causes.filter(hasFailed)),
    ...titled(
      'In error',
      ofKind(report.verdicts, 'error').map(verdict => details('❌', verdict)),
    ),
    ...findings(
      'Warned',
      '⚠️',
      causes.filter(cause => !hasFailed(cause)),
    ),
    ...expectations('Expected failures', inState(report, 'expected')),
    ...expectations('❌ Passing again', inState(report, 'passes-again')),
    ...unjudged(inconclusiveTitle(report), report, 'inconclusive'),
    ...unjudged('Skipped', report, 'skip'),
    ...unjudged('Not applicable', report, 'not-applicable'),
  ])
}
