import type { Report, Timeline, Verdict, VerdictKind } from '../../schemas/index.js'
import { type Cause, causesOf, hasFailed } from '../causes.js'
import { outcomeText } from '../conclusion.js'
import { ofKind } from '../families.js'
import { anchorsOf } from './anchors.js'
import { expectedMarkup, passingAgainMarkup } from './expected.js'
import { briefFindingMarkup, findingMarkup, rowMarkup } from './finding.js'
import { createFitting, type Fitting, tell } from './fitting.js'
import { gridMarkup } from './grid.js'
import { icon } from './icons.js'
import { html, joined, type Markup } from './markup.js'
import { pageMarkup } from './page.js'
import { restMarkup } from './rest.js'
import { topMarkup } from './top.js'

/** The part of the page's 2 MB for findings and the rest; the grid and the page frame use the remainder. */
const FINDINGS_BYTES = 1_000_000
const REST_BYTES = 500_000

/** A part of the report from elsewhere: load results. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly content: Markup
}

export interface HtmlOptions {
  /** Names of families by prefix (`FRM`), if not the usual ones. */
  readonly titles?: Readonly<Record<string, string>>
  /** Content between findings and passes. */
  readonly sections?: readonly Section[]
}

const FINDINGS: readonly (readonly [kind: VerdictKind, title: string, note: string | undefined])[] = [
  ['fail', 'Failed', undefined],
  ['error', 'In error', 'ssespec failed here. Please report it, with the recording.'],
  ['warn', 'Warned', 'A SHOULD is not met, or a MUST only by its lenient reading.'],
]

interface Telling {
  readonly anchors: ReadonlyMap<Verdict, string>
  readonly timeline: Timeline | undefined
  readonly fitting: Fitting
}

const findingsMarkup = (verdicts: readonly Verdict[], { anchors, timeline, fitting }: Telling): Markup[] =>
  verdicts.flatMap(verdict => {
    const anchor = anchors.get(verdict) ?? ''
    return tell(fitting, verdict, [() => findingMarkup(verdict, anchor, timeline), () => briefFindingMarkup(verdict, anchor)])
  })

/** A cause with its bytes and its fix, then what may fail by it, one expandable line each. */
const causeMarkup = ({ first, others }: Cause, telling: Telling): Markup[] => {
  const rows = others.flatMap(verdict => tell(telling.fitting, verdict, [() => rowMarkup(verdict, telling.anchors.get(verdict) ?? '')]))
  const beneath = rows.length === 0 ? [] : [html`<div class="beneath"><h4>May fail by the same cause</h4>${rows}</div>`]
  return [...findingsMarkup(first, telling), ...beneath]
}

const ABOVE = html`<p class="note">They are shown above, each beneath what it may fail by.</p>`

const findings = (report: Report, causes: readonly Cause[], telling: Telling): Markup[] =>
  FINDINGS.flatMap(([kind, title, note]) => {
    const some = ofKind(report.verdicts, kind)
    if (some.length === 0) return []
    const isExpected = ({ baseline }: Verdict): boolean => baseline?.state === 'expected'
    const these = causes.filter(cause => hasFailed(cause) === (kind === 'fail'))
    const unexpected = kind === 'error' ? findingsMarkup(some, telling) : these.flatMap(cause => causeMarkup(cause, telling))
    const expected = expectedMarkup(some.filter(isExpected), telling.anchors, telling.fitting)
    const told = unexpected.length === 0 && !some.some(isExpected) ? [ABOVE] : unexpected
    return [
      html`<section class="findings" id="page-${kind}" aria-labelledby="page-${kind}-title"><h2 class="${kind}" id="page-${kind}-title">${icon(kind)}${title} <span class="of">${some.length}</span></h2>${note === undefined ? undefined : html`<p class="note">${note}</p>`}${told}${expected}</section>`,
    ]
  })

const sectionMarkup = ({ id, title, content }: Section): Markup =>
  html`<section id="page-${id}" aria-labelledby="page-${id}-title"><h2 id="page-${id}-title">${title}</h2>${content}</section>`

const trimmed = (fittings: readonly Fitting[]): Markup | undefined => {
  const short = fittings.flatMap(({ shortened }) => shortened).length
  const out = fittings.flatMap(({ left_out }) => left_out).length
  if (short + out === 0) return undefined
  const told = [
    ...(short > 0 ? [`${short} of the findings are shown without their bytes`] : []),
    ...(out > 0 ? [`${out} of the requirements are only in the grid`] : []),
  ]
  return html`<p class="trimmed"><b>Trimmed.</b> This page is kept below 2 MB: ${told.join(', and ')}. All of it is in report.json.</p>`
}

const NO_RECORDING = html`<p class="trimmed">No pictures of the streams: they are drawn from the recording, which was not available.</p>`

const foot = ({ tool }: Report): Markup =>
  html`<p>Made by ${tool.name} ${tool.version}. Every verdict can be derived again from the recording (<code>ssespec verify</code>). Times count from the start of the recording; byte offsets count from 0.</p>`

/**
 * The report as one self-contained page without scripts: the conclusion, every requirement at a glance, the findings with bytes and a picture
 * of the stream, then the rest. At most 2 MB; it says what was left out. The same report always gives the same page.
 */
export const renderHtml = (report: Report, timeline?: Timeline, { titles, sections = [] }: HtmlOptions = {}): string => {
  const anchors = anchorsOf(report.verdicts)
  const [wrong, other] = [createFitting(FINDINGS_BYTES), createFitting(REST_BYTES)]
  const causes = causesOf(report)
  const told = findings(report, causes, { anchors, timeline, fitting: wrong })
  const rest = restMarkup(report, anchors, titles, other)
  const led = new Map([...anchors].filter(([verdict]) => wrong.told.has(verdict) || other.told.has(verdict)))
  const main = joined(
    [
      ...(report.verdicts.length === 0 ? [] : [gridMarkup(report.verdicts, led, titles)]),
      ...[trimmed([wrong, other])].filter(one => one !== undefined),
      ...(timeline === undefined && told.length > 0 ? [NO_RECORDING] : []),
      ...passingAgainMarkup(report, led),
      ...told,
      ...sections.map(sectionMarkup),
      ...rest,
    ],
    '\n',
  )
  return pageMarkup(`${outcomeText(report)}: ${report.target}`, topMarkup(report, causes, led), main, foot(report))
}
