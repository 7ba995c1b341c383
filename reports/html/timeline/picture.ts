import type { TimelineLane } from '../../../schemas/index.js'
import { clipped } from '../../page.js'
import { visible } from '../../visible.js'
import { type MarkShape, markAt } from '../icons.js'
import { html, type Markup } from '../markup.js'
import { type Axis, createAxis, ticksOf } from './axis.js'
import { describe } from './description.js'
import { actMarks, type Drawn, dueTimes, laneMarks } from './marks.js'
import type { Pin, Scene } from './scene.js'

const WIDTH = 760
const EDGE = 18
const ROW = 58
/** From the top of a row to its line. */
const LINE = 36
const AXIS = 24
const LABEL_COLUMNS = 92
/** Distance of a pin below its lane, and its width. */
const PIN_DROP = 15
const PIN_WIDTH = 16

/** A row and its marks, also used for the legend. */
export interface Row {
  readonly y: number
  readonly drawn: readonly Drawn[]
  readonly lane?: TimelineLane
}

const countText = (drawn: Drawn, y: number): Markup | undefined =>
  drawn.count === 1
    ? undefined
    : html`<text class="count" x="${(drawn.x + drawn.until_x) / 2}" y="${y - 9}" text-anchor="middle">×${drawn.count}</text>`

const drawnMarkup = (drawn: Drawn, y: number): Markup => {
  const { shape, x, until_x, count, title } = drawn
  const reach = until_x - x > 1 ? html`<path class="reach ${shape}" d="M${x} ${y}H${until_x}"/>` : undefined
  const marks = count > 1 && until_x - x > 1 ? [markAt(shape, x, y), markAt(shape, until_x, y)] : markAt(shape, x, y)
  return html`<g><title>${title}</title>${reach}${marks}${countText(drawn, y)}</g>`
}

const labelOf = ({ connection, role, method, protocol, last_event_id, paused }: TimelineLane): { name: string; more: string } => {
  const name = clipped(visible(connection), 40)
  const more = [
    protocol === 'capture' ? 'captured' : `${method} over HTTP/${protocol}`,
    ...(role === 'probe' ? ['probe'] : []),
    ...(last_event_id === undefined ? [] : [`Last-Event-ID: ${last_event_id === '' ? '(empty)' : visible(last_event_id)}`]),
    ...(paused === true ? ['stops reading for a while'] : []),
  ].join(' · ')
  return { name, more: clipped(more, LABEL_COLUMNS - name.length) }
}

/** The interval after which a heartbeat is due, and the tolerance after it. */
const dueMarkup = (lane: TimelineLane, y: number, axis: Axis): Markup[] =>
  dueTimes(lane)
    .filter(due_ms => due_ms >= axis.from_ms && due_ms <= axis.to_ms)
    .map(due_ms => {
      const x = axis.x(due_ms)
      const width = Math.max(1, axis.x(due_ms + (lane.tolerance_ms ?? 0)) - x)
      return html`<rect class="tolerance" x="${x}" y="${y - 8}" width="${width}" height="16"/><path class="due" d="M${x} ${y - 11}V${y + 11}"/>`
    })

/** A connection as a line: dashed until its response headers arrive, solid after that, with an arrow if it continues beyond the picture. */
const lineMarkup = ({ opened_ms, closed_ms, marks }: TimelineLane, y: number, axis: Axis): Markup => {
  const head_ms = marks.find(({ mark }) => mark === 'head')?.t_ms ?? closed_ms
  const [from, head, to] = [axis.x(opened_ms), axis.x(Math.min(head_ms, closed_ms)), axis.x(closed_ms)]
  const back = opened_ms < axis.from_ms ? html`<path class="beyond" d="M${axis.left - 4} ${y - 4}l-5 4 5 4"/>` : undefined
  const on = closed_ms > axis.to_ms ? html`<path class="beyond" d="M${axis.right + 4} ${y - 4}l5 4-5 4"/>` : undefined
  const opening = opened_ms < axis.from_ms ? undefined : html`<path class="line" d="M${from} ${y - 5}V${y + 5}"/>`
  return html`${opening}<path class="waiting" d="M${from} ${y}H${head}"/><path class="line" d="M${head} ${y}H${to}"/>${back}${on}`
}

const laneMarkup = ({ y, drawn, lane }: Row, scene: Scene, axis: Axis): Markup => {
  if (lane === undefined) {
    return html`<text class="label" x="${EDGE - 9}" y="${y - 23}"><tspan class="name">what was done</tspan></text><path class="ground" d="M${axis.left} ${y}H${axis.right}"/>${drawn.map(one => drawnMarkup(one, y))}`
  }
  const { name, more } = labelOf(lane)
  const meant = scene.pins.some(({ connection }) => connection === lane.connection)
  return html`<g class="lane${meant ? ' meant' : ''}"><text class="label" x="${EDGE - 9}" y="${y - 23}"><tspan class="name">${name}</tspan> <tspan>${more}</tspan></text>${scene.heartbeats ? dueMarkup(lane, y, axis) : undefined}${lineMarkup(lane, y, axis)}${drawn.map(one => drawnMarkup(one, y))}</g>`
}

/** From where a client lost its connection to where its next connection resumes. */
const resumeMarkup = (rows: readonly Row[], axis: Axis): Markup[] =>
  rows.flatMap(({ lane, y }, index) => {
    if (lane?.last_event_id === undefined) return []
    const before = rows.slice(0, index).findLast(row => row.lane !== undefined && row.lane.client === lane.client)
    if (before?.lane === undefined || before.lane.closed_ms > lane.opened_ms) return []
    const [from, to] = [axis.x(before.lane.closed_ms), axis.x(lane.opened_ms)]
    const [top, bottom] = [before.y + 9, y - 7]
    const middle = (top + bottom) / 2
    return [
      html`<g><title>resumes</title><path class="resume" d="M${from} ${top}C${from} ${middle} ${to} ${middle} ${to} ${bottom}"/><path class="resume tip" d="M${to - 4} ${bottom - 5}l4 6 4-6"/></g>`,
    ]
  })

/** Pins of one lane that are too close are combined: 1–3. */
const pinMarkup = ({ y, lane }: Row, pins: readonly Pin[], axis: Axis): Markup[] => {
  const groups: { x: number; numbers: number[] }[] = []
  for (const { number, connection, t_ms } of pins) {
    if (connection !== lane?.connection) continue
    const x = axis.x(t_ms)
    const near = groups.find(group => Math.abs(group.x - x) < PIN_WIDTH)
    if (near === undefined) groups.push({ x, numbers: [number] })
    else near.numbers.push(number)
  }
  return groups.map(({ x, numbers }) => {
    const text = numbers.join(', ')
    const width = PIN_WIDTH + (text.length - 1) * 5
    const left = Math.max(1, Math.min(WIDTH - 1 - width, x - width / 2))
    return html`<g class="pin"><path d="M${x} ${y - 7}V${y + PIN_DROP - 7}"/><rect x="${left}" y="${y + PIN_DROP - 7}" width="${width}" height="${PIN_WIDTH}" rx="8"/><text x="${left + width / 2}" y="${y + PIN_DROP + 5}" text-anchor="middle">${text}</text></g>`
  })
}

const axisMarkup = (axis: Axis, height: number): Markup => {
  const ticks = ticksOf(axis).map(({ t_ms, text }) => {
    const x = axis.x(t_ms)
    return html`<path class="tick" d="M${x} 4V${height - AXIS}"/><text class="time" x="${x}" y="${height - 8}" text-anchor="middle">${text}</text>`
  })
  return html`<g aria-hidden="true">${ticks}</g>`
}

/** Everything in a picture, row by row. */
export const rowsOf = ({ acts, lanes }: Scene, axis: Axis): Row[] => {
  const above = acts.length === 0 ? [] : [{ y: LINE, drawn: actMarks(acts, axis) }]
  return [...above, ...lanes.map((lane, index) => ({ y: LINE + (above.length + index) * ROW, drawn: laneMarks(lane, axis), lane }))]
}

export const axisOf = ({ from_ms, to_ms }: Scene): Axis => createAxis(from_ms, to_ms, EDGE, WIDTH - EDGE)

export const shapesIn = (rows: readonly Row[]): Set<MarkShape> => new Set(rows.flatMap(({ drawn }) => drawn.map(({ shape }) => shape)))

/**
 * Connections as lanes over time, with what was received on them.
 * @param id of the picture, unique in the page
 */
export const pictureMarkup = (scene: Scene, id: string): Markup => {
  const axis = axisOf(scene)
  const rows = rowsOf(scene, axis)
  const height = rows.length * ROW + AXIS
  return html`<svg class="timeline" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="${id}-title ${id}-desc"><title id="${id}-title">Timeline of ${scene.scenario}</title><desc id="${id}-desc">${describe(scene)}</desc>${axisMarkup(axis, height)}${rows.map(row => laneMarkup(row, scene, axis))}${resumeMarkup(rows, axis)}${rows.map(row => pinMarkup(row, scene.pins, axis))}</svg>`
}
