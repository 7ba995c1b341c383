import type { TimelineAct, TimelineLane, TimelineMark } from '../../../schemas/index.js'
import type { MarkShape } from '../icons.js'
import type { Axis } from './axis.js'
import { momentText } from './axis.js'

/** A mark on a lane, or several that are too close to be distinguished. */
export interface Drawn {
  readonly shape: MarkShape
  readonly x: number
  /** Position of the last of several marks. */
  readonly until_x: number
  readonly count: number
  readonly title: string
}

/** Width within which marks of one kind are combined. */
const CLOSE = 9
const MOST_TITLES = 3

/** How a connection's end is drawn. */
const ENDS: Readonly<Record<TimelineLane['closed'], MarkShape | undefined>> = {
  fin: 'end',
  reset: 'reset',
  cut: 'cut',
  done: 'closed',
  deadline: 'closed',
  limit: 'closed',
  refused: 'refused',
  open: undefined,
}

/** The meaning of each kind of end, for readers of the picture. */
export const END_WORDS: Readonly<Record<TimelineLane['closed'], string>> = {
  fin: 'the server closed it',
  reset: 'the server reset it',
  cut: 'cut on purpose',
  done: 'closed by ssespec, which had seen enough',
  deadline: 'closed by ssespec, its time being up',
  limit: 'closed by ssespec, too much having come',
  refused: 'refused',
  open: 'still open at the end',
}

interface Single {
  readonly shape: MarkShape
  readonly t_ms: number
  readonly until_ms: number
  readonly count: number
  readonly title: string
}

const WORDS: Readonly<Record<TimelineMark['mark'], string>> = { head: 'head', event: 'event', heartbeat: 'heartbeat', end: 'end' }

const single = ({ mark, t_ms, until_ms = t_ms, count = 1, text = '' }: TimelineMark): Single => ({
  shape: mark,
  t_ms,
  until_ms,
  count,
  title: `${WORDS[mark]}, ${momentText(t_ms)}${text === '' ? '' : `: ${text}`}`,
})

const actSingle = ({ act, began_ms, t_ms, ok, text = '' }: TimelineAct): Single => ({
  shape: act === 'publish' || act === 'call' ? act : 'hook',
  t_ms: began_ms,
  until_ms: began_ms,
  count: 1,
  title: `${act}, ${momentText(began_ms)} to ${momentText(t_ms)}${ok ? '' : ', failed'}${text === '' ? '' : `: ${text}`}`,
})

/** Combines marks of one kind that are close to each other. */
const gathered = (singles: readonly Single[], axis: Axis): Drawn[] => {
  const drawn: { shape: MarkShape; x: number; until_x: number; count: number; titles: string[] }[] = []
  const last = new Map<MarkShape, (typeof drawn)[number]>()
  for (const { shape, t_ms, until_ms, count, title } of singles) {
    const x = axis.x(t_ms)
    const before = last.get(shape)
    if (before !== undefined && x - before.until_x < CLOSE) {
      before.count += count
      before.until_x = Math.max(before.until_x, axis.x(until_ms))
      before.titles.push(title)
    } else {
      const fresh = { shape, x, until_x: axis.x(until_ms), count, titles: [title] }
      last.set(shape, fresh)
      drawn.push(fresh)
    }
  }
  return drawn.map(({ titles, ...one }) => {
    const more = one.count - Math.min(MOST_TITLES, titles.length)
    return { ...one, title: [...titles.slice(0, MOST_TITLES), ...(more > 0 ? [`and ${more} more`] : [])].join(' · ') }
  })
}

const isWithin = (t_ms: number, { from_ms, to_ms }: Axis): boolean => t_ms >= from_ms && t_ms <= to_ms

/** The marks on a lane within the picture, its end last. */
export const laneMarks = ({ marks, closed, closed_ms }: TimelineLane, axis: Axis): Drawn[] => {
  const within = marks.filter(({ t_ms, until_ms = t_ms, mark }) => mark !== 'end' && until_ms >= axis.from_ms && t_ms <= axis.to_ms)
  const message = marks.filter(({ mark, t_ms }) => mark === 'end' && isWithin(t_ms, axis) && closed !== 'fin' && closed !== 'reset')
  const shape = ENDS[closed]
  const end =
    shape === undefined || !isWithin(closed_ms, axis)
      ? []
      : [{ shape, t_ms: closed_ms, until_ms: closed_ms, count: 1, title: `${END_WORDS[closed]}, ${momentText(closed_ms)}` }]
  return [...gathered(within.map(single), axis), ...gathered(message.map(single), axis), ...gathered(end, axis)]
}

export const actMarks = (acts: readonly TimelineAct[], axis: Axis): Drawn[] => gathered(acts.map(actSingle), axis)

/** When heartbeats were due on a lane: one interval after the response headers or the previous heartbeat, while the connection was open. */
export const dueTimes = ({ marks, heartbeat_interval_ms, closed_ms }: TimelineLane): number[] => {
  if (heartbeat_interval_ms === undefined) return []
  return marks
    .filter(({ mark, count = 1 }) => count === 1 && (mark === 'heartbeat' || mark === 'head'))
    .map(({ t_ms }) => t_ms + heartbeat_interval_ms)
    .filter(due_ms => due_ms < closed_ms)
}
