import type { TimelineAct, TimelineLane, TimelineMark } from '../../../schemas/index.js'
import { momentText } from './axis.js'
import { END_WORDS } from './marks.js'
import type { Scene } from './scene.js'

const PLURALS: Readonly<Record<TimelineMark['mark'], readonly [one: string, more: string]>> = {
  head: ['a head', 'heads'],
  event: ['an event', 'events'],
  heartbeat: ['a heartbeat', 'heartbeats'],
  end: ['the end of the message', 'ends of messages'],
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0)

const marksText = (marks: readonly TimelineMark[], kind: TimelineMark['mark']): string[] => {
  const some = marks.filter(({ mark }) => mark === kind)
  const first = some[0]
  const last = some.at(-1)
  if (first === undefined || last === undefined) return []
  const count = sum(some.map(mark => mark.count ?? 1))
  const [one, more] = PLURALS[kind]
  const said = kind === 'head' && first.text !== undefined ? ` ${first.text}` : ''
  return [
    count === 1
      ? `${one}${said} at ${momentText(first.t_ms)}`
      : `${count} ${more} from ${momentText(first.t_ms)} to ${momentText(last.until_ms ?? last.t_ms)}`,
  ]
}

const laneText = (lane: TimelineLane, { from_ms, to_ms, pins }: Scene): string => {
  const marks = lane.marks.filter(({ t_ms, until_ms = t_ms }) => until_ms >= from_ms && t_ms <= to_ms)
  const told = [
    `opened at ${momentText(lane.opened_ms)}`,
    ...(lane.last_event_id === undefined ? [] : [`with Last-Event-ID ${lane.last_event_id}`]),
    ...(['head', 'event', 'heartbeat', 'end'] as const).flatMap(kind => marksText(marks, kind)),
    `${END_WORDS[lane.closed]}${lane.closed === 'open' ? '' : ` at ${momentText(lane.closed_ms)}`}`,
    ...pins.filter(({ connection }) => connection === lane.connection).map(({ number, t_ms }) => `place ${number} at ${momentText(t_ms)}`),
  ]
  return `Connection ${lane.connection}: ${told.join('; ')}.`
}

const actsText = (acts: readonly TimelineAct[]): string[] => {
  const kinds = [...new Set(acts.map(({ act }) => act))]
  return kinds.map(kind => {
    const some = acts.filter(({ act }) => act === kind)
    return `${some.length === 1 ? kind : `${some.length} times ${kind}`} from ${momentText(some[0]?.began_ms ?? 0)}.`
  })
}

/** The picture in words, for screen readers. */
export const describe = (scene: Scene): string =>
  [
    `From ${momentText(scene.from_ms)} to ${momentText(scene.to_ms)} after the recording began.`,
    ...actsText(scene.acts),
    ...scene.lanes.map(lane => laneText(lane, scene)),
  ].join(' ')
