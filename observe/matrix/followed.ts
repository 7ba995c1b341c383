import type { Followed, Place } from '../../schemas/index.js'
import { fateOn } from '../deliveries.js'
import type { ExchangeReading } from '../exchange.js'
import { addPlace, toMs } from '../places.js'
import type { ScenarioReading } from '../session.js'
import { type Batch, listAt, objectAt, stringAt } from './sections.js'

const SECTIONS = ['join', 'leave'] as const

/** What is sent only once: timeline events by id, per room. Sections with state may repeat themselves. */
const timelinesIn = ({ response }: Batch): string[][] =>
  SECTIONS.flatMap(section => Object.values(objectAt(response, 'rooms', section))).map(room =>
    listAt(room, 'timeline', 'events').flatMap(event => stringAt(event, 'event_id') ?? []),
  )

const eventsIn = (batch: Batch): string[] => timelinesIn(batch).flat()

interface Client {
  readonly name: string
  readonly streams: readonly ExchangeReading[]
  readonly told: ReadonlySet<string>
  readonly chain: readonly Batch[]
}

/** What the stream left out: it sent something that /sync returned in a later response, or later in the same timeline. */
const skippedBy = ({ told, chain }: Client): Place[] => {
  const last = chain.findLastIndex(batch => eventsIn(batch).some(id => told.has(id)))
  const places: Place[] = []
  for (const [index, batch] of chain.entries()) {
    for (const timeline of timelinesIn(batch)) {
      const until = index < last ? timeline.length : timeline.findLastIndex(id => told.has(id))
      for (const id of timeline.slice(0, Math.max(0, until))) if (!told.has(id)) addPlace(places, id, batch.at)
    }
  }
  return places
}

/** What several chains have and none of their streams, so that neither filters nor tokens explain it. */
const lostIn = (clients: readonly Client[]): Place[] => {
  const chains = new Map<string, { clients: number; at: Place['at'] }>()
  for (const { chain } of clients) {
    const own = new Map(chain.flatMap(batch => eventsIn(batch).map(id => [id, batch.at] as const)))
    for (const [id, at] of own) chains.set(id, { clients: (chains.get(id)?.clients ?? 0) + 1, at })
  }
  const places: Place[] = []
  for (const [id, { clients: count, at }] of chains) if (count > 1 && !clients.some(({ told }) => told.has(id))) addPlace(places, id, at)
  return places
}

const isOpened = ({ seen }: ExchangeReading): boolean => (seen.heads[0]?.status ?? 0) >= 200 && (seen.heads[0]?.status ?? 0) < 300

const fateOf = ({ streams, told }: Client, last: readonly string[]): Followed['fate'] => {
  if (last.some(id => told.has(id))) return 'arrived'
  const stream = streams.at(-1)
  if (stream === undefined) return 'held'
  if (stream.seen.heads.length > 0 && !isOpened(stream)) return 'refused'
  const fate = fateOn(stream, new Set())
  return fate === 'lost' ? 'held' : fate
}

/** Whether each stream caught up with the last response in the chain of its client. Until it does, nothing shows that it left anything out. */
export const followedFacts = (
  { exchanges }: ScenarioReading,
  chains: ReadonlyMap<string, readonly Batch[]>,
  batchesOf: (exchange: ExchangeReading) => readonly Batch[],
): Record<string, Followed> => {
  const clients = [...chains].flatMap(([name, chain]): Client[] => {
    const streams = exchanges.filter(({ open }) => open.client === name)
    return streams.length === 0 ? [] : [{ name, streams, chain, told: new Set(streams.flatMap(batchesOf).flatMap(eventsIn)) }]
  })
  const lost = lostIn(clients)
  return Object.fromEntries(
    clients.map(client => {
      const { name, streams, chain } = client
      const last = chain.findLast(batch => eventsIn(batch).length > 0)
      const fate = last === undefined ? 'arrived' : fateOf(client, eventsIn(last))
      const stream = streams.at(-1)
      const last_ms = last?.at.t_ms ?? 0
      const watched_ms = Math.max(0, toMs(stream?.seen.closed_t ?? 0) - last_ms)
      const at = { connection: stream?.open.on ?? name, t_ms: fate === 'ended' ? toMs(stream?.seen.end?.t ?? 0) : last_ms }
      return [name, { fate, ...(fate === 'arrived' ? {} : { watched_ms }), skipped: skippedBy(client), lost, at }]
    }),
  )
}
