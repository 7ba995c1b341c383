import type { Evidence, Source, Verdict, VerdictKind } from '../schemas/index.js'
import { shownId } from './conclusion.js'
import { renderExcerpt } from './excerpt.js'
import { expectationText } from './expectation.js'
import type { Page, Paint } from './page.js'
import { clipped, columnsOf, hanging, LABELLED, labelled } from './page.js'
import { shorten, visible } from './visible.js'

/** Limit per text that the target may have influenced. */
const MOST_CHARACTERS = 2000
/** Places shown with their bytes, per verdict. */
export const MOST_EVIDENCE = 3

const COLOURS: Readonly<Record<VerdictKind, 'green' | 'yellow' | 'red' | 'magenta' | 'cyan' | 'dim'>> = {
  pass: 'green',
  warn: 'yellow',
  fail: 'red',
  error: 'magenta',
  inconclusive: 'cyan',
  skip: 'dim',
  'not-applicable': 'dim',
}

const SIGNS: Readonly<Record<VerdictKind, string>> = {
  pass: '✓',
  warn: '!',
  fail: '✗',
  error: '✗',
  inconclusive: '?',
  skip: '-',
  'not-applicable': '-',
}

export const colourOf = (kind: VerdictKind, paint: Paint): ((text: string) => string) => paint[COLOURS[kind]]

/** `✗`, `!`, `✓` … in its colour. */
export const signOf = (kind: VerdictKind, paint: Paint): string => colourOf(kind, paint)(SIGNS[kind])

/** Text of a report, made visible and limited in length. */
export const shown = (text: string): string => visible(shorten(text, MOST_CHARACTERS))

export const NOT_SAID = 'not stated verbatim in a standard'

/** `WHATWG HTML §9.2.5, Parsing an event stream: “…”` */
export const sourceText = ({ spec, clause, says }: Source): string => `${shown(spec)}, ${shown(clause)}: ${shown(says)}`

/** Byte numbers count from 0, as in `dd` and `xxd`. */
export const placeText = ({ connection, offset, length = 1, decoded, t_ms }: Evidence): string => {
  const last = offset === undefined || length <= 1 ? '' : ` to ${offset + length - 1}`
  const whose = decoded === undefined ? '' : ' of the content, decoded'
  const bytes = offset === undefined ? '' : `, byte${last === '' ? '' : 's'} ${offset}${last}${whose}`
  return `connection ${shown(connection)}${bytes}, ${Number(t_ms.toFixed(1))} ms`
}

/** The heading of a finding and, below it, the requirement's sentence. */
const heading = ({ id, level, verdict, requirement, scenario }: Verdict, page: Page): string[] => {
  const { paint, width } = page
  const name = `${shownId(id)} ${visible(level)} `
  const where = clipped(scenario === 'run' ? 'over the whole run' : `in scenario ${shown(scenario)}`, width - 2 - columnsOf(name))
  const colour = colourOf(verdict, paint)
  return [`${signOf(verdict, paint)} ${colour(paint.bold(name))}${paint.dim(where)}`, ...hanging('  ', shown(requirement), width)]
}

/** Why a verdict differs from that of the strict reading. */
export const readingOf = ({ reading, verdict }: Verdict): string[] => {
  if (reading !== 'lenient' || verdict === 'pass') return []
  return [verdict === 'fail' ? 'only the lenient one holds, and --strict requires the strict one' : 'only the lenient one holds']
}

const optional = (label: string, text: string | undefined, page: Page, colour?: (line: string) => string): string[] =>
  text === undefined ? [] : labelled(label, [shown(text)], page, colour)

const outcome = (verdict: Verdict, page: Page): string[] => {
  const reading = readingOf(verdict)
  return [
    ...optional('expected', verdict.expected, page, page.paint.green),
    ...optional('actual', verdict.actual, page, colourOf(verdict.verdict, page.paint)),
    ...optional('reason', verdict.reason, page),
    ...optional('baseline', expectationText(verdict), page),
    ...(reading.length > 0 ? labelled('reading', reading, page) : []),
  ]
}

const places = (evidence: readonly Evidence[], most: number, bytes: boolean, page: Page): string[] => {
  const indent = ' '.repeat(LABELLED)
  const told = evidence
    .slice(0, most)
    .flatMap(place => [
      ...labelled('at', [placeText(place)], page),
      ...(bytes ? renderExcerpt(place, page.width - LABELLED, page).map(line => `${indent}${line}`) : []),
    ])
  const more = evidence.length - most
  return more > 0 ? [...told, `${indent}${page.paint.dim(`and ${more} more`)}`] : told
}

const sources = ({ source, derived }: Verdict, page: Page): string[] => {
  const texts = [...source.slice(0, 10).map(sourceText), ...(derived ? [`(inferred: ${NOT_SAID})`] : [])]
  return texts.length > 0 ? labelled('source', texts, page, page.paint.dim) : []
}

/** If nothing failed, there is nothing to fix. */
const remedy = ({ verdict, remedy }: Verdict, page: Page): string[] =>
  verdict === 'fail' || verdict === 'warn' ? optional('fix', remedy, page, page.paint.bold) : []

/** A verdict in full, for the author of the server: the requirement and its source, what was seen and where, and the fix. */
export const renderFinding = (verdict: Verdict, page: Page): string[] => [
  ...heading(verdict, page),
  ...sources(verdict, page),
  '',
  ...outcome(verdict, page),
  ...places(verdict.evidence, MOST_EVIDENCE, true, page),
  ...remedy(verdict, page),
]

/** The same without source and bytes, and only with the first place. */
export const renderShortFinding = (verdict: Verdict, page: Page): string[] => [
  ...heading(verdict, page),
  ...outcome(verdict, page),
  ...places(verdict.evidence, 1, false, page),
  ...remedy(verdict, page),
]

/** The same for what may fail by a cause already shown: expected, actual, and the first place. */
export const renderBeneath = (verdict: Verdict, page: Page): string[] => [
  ...heading(verdict, page),
  ...outcome(verdict, page),
  ...places(verdict.evidence, 1, false, page),
]

/** Expected, actual and place only: the part of a finding with the target's own bytes. */
export const renderOutcome = (verdict: Verdict, page: Page): string[] => [
  ...outcome(verdict, page),
  ...places(verdict.evidence, MOST_EVIDENCE, true, page),
]
