import { type Exchange, type HookLine, MARKER, type Observation, type PayloadFact } from '../schemas/index.js'
import type { SeenEvent } from './events.js'
import type { ExchangeReading } from './exchange.js'
import { MOST_ENTRIES, toMs } from './places.js'
import type { ScenarioReading } from './session.js'

/** A payload that the server accepted, and its position in publishing order. */
export interface Publication {
  readonly index: number
  readonly marker: string
  readonly hook: HookLine
}

const markerOf = (hook: HookLine): string | undefined => MARKER.exec(hook.published?.data ?? '')?.[0]

/** The payloads with a marker that a scenario published and the server accepted. */
export const publicationsOf = (scenario: ScenarioReading): Publication[] =>
  scenario.hooks
    .filter(hook => hook.hook === 'publish' && hook.ok)
    .flatMap((hook, index) => {
      const marker = markerOf(hook)
      return marker === undefined ? [] : [{ index, marker, hook }]
    })

const factOf = ({ marker, hook }: Publication, connection: string, event?: SeenEvent): PayloadFact => ({
  payload: hook.case ?? marker,
  at: event?.at ?? { connection, t_ms: toMs(hook.t) },
})

const streamsByClient = (scenario: ScenarioReading): Map<string, ExchangeReading[]> => {
  const clients = new Map<string, ExchangeReading[]>()
  for (const exchange of scenario.exchanges) {
    if (exchange.open.role !== 'stream') continue
    const { client } = exchange.open
    clients.set(client, [...(clients.get(client) ?? []), exchange])
  }
  return clients
}

/** The event with each marker that it carries, in order. */
const markedIn = (event: SeenEvent): (readonly [string, SeenEvent])[] =>
  event.payloads.flatMap(({ marker }) => (marker === undefined ? [] : [[marker, event] as const]))

export const isOn = (publication: Publication, exchange: ExchangeReading): boolean =>
  publication.hook.channel === undefined || publication.hook.channel === exchange.open.channel

/** Concurrent publications have no order. */
const isBefore = (one: Publication, other: Publication): boolean => one.hook.t <= other.hook.began

/** Splits missing payloads into those followed by a later received one, and those with nothing received after them. */
const missedOf = (due: readonly Publication[], received: (marker: string) => boolean): { lost: Publication[]; held: Publication[] } => {
  const last_began = Math.max(...due.filter(({ marker }) => received(marker)).map(({ hook }) => hook.began))
  const missed = due.filter(({ marker }) => !received(marker))
  return { lost: missed.filter(({ hook }) => hook.t <= last_began), held: missed.filter(({ hook }) => hook.t > last_began) }
}

/** What one client's connections together received of what was published between its first response headers and its last connection's end. */
const clientFacts = (
  streams: readonly ExchangeReading[],
  publications: readonly Publication[],
): Omit<Observation['resume'], 'published'> & { due: number } => {
  const first = streams[0]
  const last = streams.at(-1)
  const from = first?.seen.heads[0]?.t
  if (first === undefined || last === undefined || from === undefined) return { due: 0, lost: [], held: [], repeated: [], reordered: [] }
  const connection = last.open.on
  const due = publications.filter(one => isOn(one, first) && one.hook.began >= from && one.hook.began <= last.seen.closed_t)
  const seen = streams.flatMap(exchange => exchange.stream.events)
  const times = new Map<string, SeenEvent[]>()
  for (const [marker, event] of seen.flatMap(markedIn)) {
    const known = times.get(marker)
    if (known === undefined) times.set(marker, [event])
    else known.push(event)
  }
  const missed = missedOf(due, marker => times.has(marker))
  // What follows malformed chunks cannot be read, so nothing shows that it was lost.
  const unreadable = streams.some(({ message }) => message.chunk_syntax.length > 0)
  const { lost, held } = unreadable ? { lost: [], held: [...missed.lost, ...missed.held] } : missed
  const repeated = due.flatMap(one => (times.get(one.marker) ?? []).slice(1).map(event => factOf(one, connection, event)))
  const byMarker = new Map(due.map(one => [one.marker, one]))
  const reordered: PayloadFact[] = []
  let furthest: Publication | undefined
  const told = new Set<string>()
  for (const [marker, event] of seen.flatMap(markedIn)) {
    const one = byMarker.get(marker)
    if (one === undefined || told.has(one.marker)) continue
    told.add(one.marker)
    if (furthest !== undefined && isBefore(one, furthest)) reordered.push(factOf(one, connection, event))
    if (furthest === undefined || one.hook.began > furthest.hook.began) furthest = one
  }
  return {
    due: due.length,
    lost: lost.map(one => factOf(one, connection)),
    held: held.map(one => factOf(one, connection)),
    repeated,
    reordered,
  }
}

/** Lost, repeated and reordered payloads, over every client of the scenario. */
export const resumeFacts = (scenario: ScenarioReading): Observation['resume'] => {
  const publications = publicationsOf(scenario)
  const clients = [...streamsByClient(scenario).values()].map(streams => clientFacts(streams, publications))
  return {
    published: Math.max(0, ...clients.map(({ due }) => due)),
    lost: clients.flatMap(({ lost }) => lost).slice(0, MOST_ENTRIES),
    held: clients.flatMap(({ held }) => held).slice(0, MOST_ENTRIES),
    repeated: clients.flatMap(({ repeated }) => repeated).slice(0, MOST_ENTRIES),
    reordered: clients.flatMap(({ reordered }) => reordered).slice(0, MOST_ENTRIES),
  }
}

/** What a connection received after sending the id of an event that an earlier connection of the scenario had dispatched. */
export const resumedFacts = (exchange: ExchangeReading, scenario: ScenarioReading): Exchange['resumed'] => {
  const id = exchange.open.last_event_id
  if (id === undefined || id === '') return undefined
  const earlier = scenario.exchanges.filter(one => one.open.t < exchange.open.t).flatMap(one => one.stream.events)
  const publications = publicationsOf(scenario).filter(one => isOn(one, exchange))
  const byMarker = new Map(publications.map(one => [one.marker, one]))
  // The client is caught up to the last payload before that id's event. On a shared channel, that event may belong to another scenario.
  const origin = earlier
    .slice(0, earlier.findLastIndex(event => event.lastEventId === id) + 1)
    .flatMap(markedIn)
    .flatMap(([marker]) => byMarker.get(marker) ?? [])
    .at(-1)
  if (origin === undefined) return undefined
  const here = new Map(exchange.stream.events.flatMap(markedIn))
  const due = publications.filter(one => isBefore(origin, one) && one.hook.began <= exchange.seen.closed_t)
  const connection = exchange.open.on
  const { lost, held } = missedOf(due, marker => here.has(marker))
  return {
    missing: lost.map(one => factOf(one, connection)),
    held: held.map(one => factOf(one, connection)),
    stale: publications
      .filter(one => (one === origin || isBefore(one, origin)) && here.has(one.marker))
      .map(one => factOf(one, connection, here.get(one.marker))),
  }
}
