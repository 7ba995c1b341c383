import { duration } from '../../conclusion.js'
import { type MarkShape, markIcon } from '../icons.js'
import { html, type Markup, trusted } from '../markup.js'
import { momentText } from './axis.js'
import { axisOf, pictureMarkup, rowsOf, shapesIn } from './picture.js'
import type { Scene } from './scene.js'

/** The meaning of each mark, in the order of the legend. */
const WORDS: readonly (readonly [MarkShape, string])[] = [
  ['publish', 'published'],
  ['call', 'called the API'],
  ['hook', 'restart, stop or failure asked for'],
  ['head', 'response head'],
  ['event', 'event'],
  ['heartbeat', 'heartbeat'],
  ['end', 'ended by the server'],
  ['reset', 'reset by the server'],
  ['cut', 'cut on purpose'],
  ['closed', 'closed by ssespec'],
  ['refused', 'refused'],
]

const DUE = trusted(
  '<svg class="icon" width="20" height="16" aria-hidden="true"><rect class="tolerance" x="4" y="1" width="14" height="14"/><path class="due" d="M4 0V16"/></svg>',
)
const PIN = trusted(
  '<svg class="icon pin" width="16" height="16" aria-hidden="true"><rect width="16" height="16" rx="8"/><text x="8" y="12" text-anchor="middle">1</text></svg>',
)

const item = (shape: Markup, words: string): Markup => html`<li>${shape} ${words}</li>`

const dueWords = ({ lanes }: Scene): string => {
  const said = (times: readonly (number | undefined)[]): string =>
    [...new Set(times)].flatMap(time => (time === undefined ? [] : [duration(time)])).join(' or ')
  const intervals = said(lanes.map(({ heartbeat_interval_ms }) => heartbeat_interval_ms))
  return `heartbeat due, ${intervals} after the one before, and the tolerance of ${said(lanes.map(({ tolerance_ms }) => tolerance_ms))}`
}

const legend = (scene: Scene): Markup => {
  const present = shapesIn(rowsOf(scene, axisOf(scene)))
  const due = scene.heartbeats && scene.lanes.some(({ heartbeat_interval_ms }) => heartbeat_interval_ms !== undefined)
  return html`<ul class="legend" role="list">${scene.pins.length > 0 ? item(PIN, 'the places above') : undefined}${WORDS.filter(([shape]) => present.has(shape)).map(([shape, words]) => item(markIcon(shape), words))}${due ? item(DUE, dueWords(scene)) : undefined}</ul>`
}

const caption = ({ scenario, from_ms, to_ms, lanes_left_out, lag_max_ms }: Scene): Markup => {
  const others = lanes_left_out > 0 ? `, ${lanes_left_out} more ${lanes_left_out === 1 ? 'connection' : 'connections'} not shown` : ''
  const lag = lag_max_ms < 0.05 ? '' : `; ssespec itself lagged by at most ${momentText(lag_max_ms)}`
  return html`Scenario <b>${scenario}</b>, from ${momentText(from_ms)} to ${momentText(to_ms)} after the recording began${others}${lag}.`
}

/** A picture of the stream around the evidence of a verdict, with a legend. If it is wider than the page, the keyboard scrolls it. */
export const figureMarkup = (scene: Scene, id: string): Markup =>
  html`<figure class="stream"><div class="scroll" tabindex="0" role="group" aria-label="Timeline of ${scene.scenario}">${pictureMarkup(scene, id)}</div><figcaption>${caption(scene)}${legend(scene)}</figcaption></figure>`
