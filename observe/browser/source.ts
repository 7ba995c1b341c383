import { type At, defined, type PageSource, type Place } from '../../schemas/index.js'
import type { ExchangeReading } from '../exchange.js'
import { brief, MOST_ENTRIES, toMs } from '../places.js'
import { deliveredFacts } from './delivered.js'
import {
  answerTo,
  besideBytes,
  dispatchedFrom,
  eventsOf,
  type Published,
  placeOf,
  requestAt,
  type Sighting,
  type SourceReading,
  untilNext,
} from './page.js'
import { refusalOf, streamFault, unreadableOf } from './refusal.js'

const EXCERPT_CHARACTERS = 200
const MOST_CHARACTERS = 600

const told = ({ version }: SourceReading, text: string, at: At): Place => ({ text: brief(`${version}: ${text}`, 400), at })

const isOpen = ({ line }: Sighting): boolean => line.did === 'open'

const openedOn = (source: SourceReading, exchange: ExchangeReading): boolean =>
  source.sightings.some(one => isOpen(one) && one.t >= exchange.open.t && one.t < untilNext(source, exchange))

/** The page had moved on or closed it before a response could arrive. */
const isLeftAlone = (source: SourceReading, exchange: ExchangeReading, left: number): boolean => {
  const closed = source.sightings.find(({ line }) => line.did === 'close')?.t ?? left
  return closed <= exchange.open.t || (exchange.seen.heads.length === 0 && closed < exchange.seen.closed_t)
}

/** A stream's response headers without any content yet. */
const isAwaiting = (source: SourceReading, exchange: ExchangeReading): boolean =>
  streamFault(source, exchange) === undefined && exchange.content.bytes === 0

/** The first response to a source: to its request, or to the preflight. */
const firstAnswer = (source: SourceReading): At => {
  const [first = source.preflights.at(-1)] = source.requests
  return first === undefined ? placeOf(source, source.sightings[0]?.t ?? 0) : answerTo(first)
}

const unopened = (source: SourceReading, left: number): Pick<PageSource, 'unopened' | 'unreopened' | 'awaiting'> => {
  const place = (exchange: ExchangeReading | undefined): Place => ({
    text: brief(refusalOf(source, exchange), MOST_CHARACTERS),
    at: exchange === undefined ? firstAnswer(source) : answerTo(exchange),
  })
  const [first] = source.requests
  if (first === undefined) return { unopened: [place(undefined)], unreopened: [], awaiting: [] }
  const silent = source.requests.filter(exchange => exchange.open.page?.played !== true && !openedOn(source, exchange))
  const refused = silent.filter(exchange => !isAwaiting(source, exchange))
  return {
    unopened: refused.filter(exchange => exchange === first).map(place),
    unreopened: refused.filter(exchange => exchange !== first && !isLeftAlone(source, exchange, left)).map(place),
    awaiting: silent
      .filter(exchange => isAwaiting(source, exchange))
      .map(exchange => told(source, 'the head is there, and it waits for content', answerTo(exchange))),
  }
}

/** A fetch that failed without a response. */
const unreadable = (source: SourceReading): Place[] => {
  const failed = source.sightings.find(({ line }) => line.did === 'error')
  if (failed === undefined || source.sightings.some(({ line }) => line.did === 'status')) return []
  return [{ text: brief(unreadableOf(source), MOST_CHARACTERS), at: firstAnswer(source) }]
}

/** Compares, event by event, what the page dispatched on a connection with its bytes. */
const differing = (source: SourceReading): Place[] => {
  const placeIn = dispatchedFrom(source)
  const pairs = source.requests.flatMap(exchange => besideBytes(source, exchange).slice(0, MOST_ENTRIES))
  return pairs.flatMap(([sighting, bytes]) => {
    const { line } = sighting
    const page = [line.type, brief(line.data ?? '', EXCERPT_CHARACTERS), line.last_event_id]
    const wire = bytes === undefined ? undefined : [bytes.type, bytes.excerpt, bytes.lastEventId]
    if (JSON.stringify(page) === JSON.stringify(wire)) return []
    return [told(source, `dispatched ${JSON.stringify(page)}, the bytes say ${JSON.stringify(wire ?? 'no event')}`, placeIn(sighting))]
  })
}

const resetIds = (source: SourceReading): Place[] => {
  const placeIn = dispatchedFrom(source)
  let known = ''
  return eventsOf(source).flatMap(sighting => {
    const { line } = sighting
    const before = known
    known = line.last_event_id ?? ''
    return before !== '' && known === ''
      ? [told(source, `the last event ID was ${JSON.stringify(before)}, and is empty after ${line.type}`, placeIn(sighting))]
      : []
  })
}

/** Reconnects with an id other than the last one the page had seen. A block with only an id changes it invisibly. */
const unexactIds = (source: SourceReading): Place[] => {
  const placeIn = dispatchedFrom(source)
  return source.requests.slice(1).flatMap((exchange, place) => {
    const before = source.requests[place]
    if (before === undefined || before.stream.framing.id_only_blocks.length > 0) return []
    const sighting = eventsOf(source).findLast(({ t }) => t <= exchange.open.t)
    const last = sighting?.line.last_event_id ?? ''
    const sent = exchange.open.last_event_id ?? ''
    if (sent === last) return []
    return [
      told(
        source,
        `the last event had the id ${JSON.stringify(last)}, the Last-Event-ID that came back is ${JSON.stringify(sent)}`,
        sighting === undefined ? answerTo(before) : placeIn(sighting),
      ),
    ]
  })
}

const reconnects = ({ requests }: SourceReading): PageSource['reconnects'] =>
  requests.slice(1).map(({ open }, place) => ({
    at: { connection: open.on, t_ms: toMs(open.t) },
    after_ms: Math.max(0, toMs(open.t - (requests[place]?.seen.closed_t ?? open.t))),
    ...defined({ last_event_id: open.last_event_id }),
  }))

const gaveUp = (source: SourceReading): boolean => {
  const closed = source.sightings.find(({ line }) => line.did === 'close')?.t ?? Number.POSITIVE_INFINITY
  return source.sightings.some(({ line, t }) => line.did === 'error' && line.ready_state === 2 && t < closed)
}

const closedAfter = (source: SourceReading): Pick<PageSource, 'closed_after_ms'> => {
  const closed = source.sightings.find(({ line }) => line.did === 'close')
  const exchange = closed === undefined ? undefined : requestAt(source, closed.t)
  if (closed === undefined || exchange?.seen.how !== 'done') return {}
  return { closed_after_ms: Math.max(0, toMs(exchange.seen.closed_t - closed.t)) }
}

/** The facts of one event source of a page. `left`: when the page was left, in nanoseconds. */
export const sourceFacts = (source: SourceReading, published: readonly Published[], left: number): PageSource => {
  const { sightings, requests, preflights } = source
  const status = sightings.find(({ line }) => line.did === 'status')?.line.status
  const ready_state = sightings.findLast(({ line }) => line.ready_state !== undefined)?.line.ready_state
  return {
    at: firstAnswer(source),
    requests: requests.length,
    played: requests.filter(({ open }) => open.page?.played === true).length,
    preflights: preflights.length,
    opened: sightings.filter(isOpen).length,
    ...unopened(source, left),
    unreadable: unreadable(source),
    ...defined({ status, ready_state }),
    gave_up: gaveUp(source),
    events: eventsOf(source).length,
    ...deliveredFacts(source, published, left),
    differing: differing(source),
    reset_ids: resetIds(source),
    reconnects: reconnects(source),
    unexact_ids: unexactIds(source),
    ...closedAfter(source),
  }
}
