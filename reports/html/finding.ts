import type { Timeline, Verdict } from '../../schemas/index.js'
import { expectationText } from '../expectation.js'
import { WORDS } from '../families.js'
import { readingOf } from '../finding.js'
import { evidenceMarkup } from './evidence.js'
import { icon } from './icons.js'
import { html, type Markup, prose } from './markup.js'
import { sourcesMarkup } from './sources.js'
import { figureMarkup } from './timeline/figure.js'
import { sceneOf } from './timeline/scene.js'

const heading = ({ id, level, verdict, requirement }: Verdict, anchor: string): Markup =>
  html`<h3><a class="name" href="#${anchor}">${icon(verdict)}${id}</a> <span class="level">${level}</span> <span class="vh">${WORDS[verdict]}: </span><span class="sentence">${prose(requirement)}</span></h3>`

const term = (name: string, kind: string, text: string | undefined): Markup | undefined =>
  text === undefined ? undefined : html`<div class="${kind}"><dt>${name}</dt><dd>${text}</dd></div>`

const outcome = (verdict: Verdict): Markup | undefined => {
  const { expected, actual, reason } = verdict
  const terms = [
    term('Expected', 'expected', expected),
    term('Actual', 'actual', actual),
    term('Reason', 'reason', reason),
    term('Reading', 'reason', readingOf(verdict)[0]),
    term('Baseline', 'reason', expectationText(verdict)),
  ].filter(one => one !== undefined)
  return terms.length === 0 ? undefined : html`<dl class="outcome">${terms}</dl>`
}

/** If nothing failed, there is nothing to fix. */
const remedy = ({ verdict, remedy }: Verdict): Markup | undefined =>
  verdict === 'fail' || verdict === 'warn' ? html`<div class="remedy"><h4>Fix</h4><p>${prose(remedy)}</p></div>` : undefined

const again = ({ id, scenario }: Verdict): Markup =>
  html`<p class="aside">Seen ${scenario === 'run' ? 'over the whole run' : `in scenario ${scenario}`}. <code>ssespec explain ${id}</code> explains it; <code>--only ${id}</code> checks it alone.</p>`

const figure = (verdict: Verdict, anchor: string, timeline: Timeline | undefined): Markup | undefined => {
  const scene = timeline === undefined ? undefined : sceneOf(verdict, timeline)
  return scene === undefined ? undefined : html`<h4>When</h4>${figureMarkup(scene, `figure-${anchor}`)}`
}

/** A verdict in full, for the author of the server: the requirement and its source, what was seen, where and when, and the fix. */
export const findingMarkup = (verdict: Verdict, anchor: string, timeline: Timeline | undefined): Markup =>
  html`<article class="finding ${verdict.verdict}" id="${anchor}">${heading(verdict, anchor)}${sourcesMarkup(verdict)}${outcome(verdict)}${evidenceMarkup(verdict)}${figure(verdict, anchor, timeline)}${remedy(verdict)}${again(verdict)}</article>`

/** The same without bytes, picture and sources. */
export const briefFindingMarkup = (verdict: Verdict, anchor: string): Markup =>
  html`<article class="finding ${verdict.verdict}" id="${anchor}">${heading(verdict, anchor)}${outcome(verdict)}${remedy(verdict)}<p class="aside">Its bytes and its picture are left out, so that this page stays below 2 MB. They are in report.json and in the recording.</p></article>`

const rowHeading = ({ id, level, verdict, requirement }: Verdict): Markup =>
  html`<summary><span class="name">${icon(verdict)}${id}</span> <span class="level">${level}</span> <span class="vh">${WORDS[verdict]}: </span><span class="sentence">${prose(requirement)}</span></summary>`

/** A verdict that needs no attention: a line that expands. */
export const rowMarkup = (verdict: Verdict, anchor: string): Markup =>
  html`<details class="row ${verdict.verdict}" id="${anchor}">${rowHeading(verdict)}<div class="within">${sourcesMarkup(verdict)}${outcome(verdict)}${evidenceMarkup(verdict)}${again(verdict)}</div></details>`
