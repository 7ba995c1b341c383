import type { Report, Verdict } from '../../schemas/index.js'
import { type Cause, causeText, isGroup } from '../causes.js'
import { countsText, duration, outcomeKind, outcomeText } from '../conclusion.js'
import { KINDS } from '../families.js'
import { basisText, limits } from '../limits.js'
import { loosenedText } from '../loosened.js'
import { icon } from './icons.js'
import { html, joined, type Markup } from './markup.js'

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const two = (number: number): string => String(number).padStart(2, '0')

/** `21 November 2026, 07:29:25 UTC`; text that is not a time is returned unchanged. */
export const timeMarkup = (started: string): Markup => {
  const time = new Date(started)
  if (Number.isNaN(time.getTime())) return html`${started === '' ? 'not known' : started}`
  const day = `${time.getUTCDate()} ${MONTHS[time.getUTCMonth()] ?? ''} ${time.getUTCFullYear()}`
  const clock = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()].map(two).join(':')
  return html`<time datetime="${time.toISOString()}">${day}, ${clock} UTC</time>`
}

const WIDTH = 1000
const GAP = 4

/** The share of each verdict, as one bar with numbers below. */
const bar = ({ summary }: Report): Markup | undefined => {
  const parts = KINDS.filter(({ key }) => summary[key] > 0)
  const all = parts.reduce((sum, { key }) => sum + summary[key], 0)
  if (all === 0) return undefined
  const room = WIDTH - GAP * (parts.length - 1)
  let x = 0
  const drawn = parts.map(({ kind, key }) => {
    const width = Math.max(3, Math.round((summary[key] / all) * room))
    const rect = html`<rect class="${kind}" x="${x}" width="${width}" height="10"/>`
    x += width + GAP
    return rect
  })
  return html`<svg class="bar" viewBox="0 0 ${x - GAP} 10" preserveAspectRatio="none" aria-hidden="true">${drawn}</svg>`
}

const tally = ({ summary, verdicts }: Report): Markup => {
  const items = KINDS.filter(({ kind, key }) => summary[key] > 0 || kind === 'pass').map(({ kind, key, word }) => {
    const inside = html`${icon(kind)}<b>${summary[key]}</b> ${word}`
    const led = verdicts.some(({ verdict }) => verdict === kind)
    return led ? html`<li class="${kind}"><a href="#page-${kind}">${inside}</a></li>` : html`<li class="${kind}">${inside}</li>`
  })
  return html`<nav aria-label="Verdicts"><ul class="tally" role="list">${items}</ul></nav>`
}

const fact = (name: string, value: string | Markup): Markup => html`<div><dt>${name}</dt><dd>${value}</dd></div>`

const facts = ({ tool, profile, selected, strict, started, wall_ms, clock }: Report): Markup => {
  const all = [
    fact('When', timeMarkup(started)),
    fact('Took', duration(wall_ms)),
    fact('Judged by', `${tool.name} ${tool.version}`),
    fact('Profile', profile),
    fact('Requirements', selected),
    ...(strict ? [fact('Reading', 'strict: a warning of a MUST fails')] : []),
    ...(clock === undefined ? [] : [fact('Harness’s own lag', `at most ${duration(clock.lag_max_ms)}`)]),
  ]
  return html`<dl class="facts">${all}</dl>`
}

/** The sentence, with each id linked to its finding. */
const led = (sentence: string, anchors: ReadonlyMap<Verdict, string>): Markup => {
  const byId = new Map([...anchors].map(([{ id }, anchor]) => [id, anchor]))
  const parts = sentence.split(/\b([A-Z]{2,4}-\d\d[a-z]?)\b/).map((part, index) => {
    const anchor = index % 2 === 1 ? byId.get(part) : undefined
    return anchor === undefined ? html`${part}` : html`<a class="id" href="#${anchor}">${part}</a>`
  })
  return joined(parts)
}

/** The findings by basis, and what the run could not see. */
const limited = (report: Report): Markup[] =>
  [basisText(report), ...limits(report)].flatMap(line => (line === undefined ? [] : [html`<p class="lead limits">${line}</p>`]))

const loosened = ({ loosened }: Report): Markup[] => {
  const text = loosenedText(loosened)
  return text === undefined ? [] : [html`<p class="lead loosened">${text}</p>`]
}

const fixFirst = (causes: readonly Cause[], anchors: ReadonlyMap<Verdict, string>): Markup[] =>
  causes.filter(isGroup).map(one => html`<p class="lead likely">${led(causeText(one), anchors)}</p>`)

/**
 * The conclusion, the target, the time and the version.
 * @param anchors of the verdicts on this page
 */
export const topMarkup = (report: Report, causes: readonly Cause[], anchors: ReadonlyMap<Verdict, string>): Markup => {
  const kind = outcomeKind(report)
  return html`<header class="top"><p class="brand">ssespec <span>conformance report</span></p><h1 class="${kind}">${icon(kind)}<span>${outcomeText(report)}</span></h1><p class="target">${report.target}</p>${loosened(report)}<p class="lead">${led(countsText(report), anchors)}.</p>${fixFirst(causes, anchors)}${limited(report)}${bar(report)}${tally(report)}${facts(report)}</header>`
}
