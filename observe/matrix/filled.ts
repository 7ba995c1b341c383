import { type At, type Filled, MARKER, type Place } from '../../schemas/index.js'
import type { SeenEvent } from '../events.js'
import { type JsonObject, jsonObject } from '../payload.js'
import { addPlace, toMs } from '../places.js'
import { type Publication, publicationsOf } from '../resume.js'
import type { ScenarioReading } from '../session.js'
import { listAt, objectAt, stringAt } from './sections.js'

/** What a scenario calls the room whose gaps its client fills, and the /messages calls that fill them. */
const ROOM = 'filled'
const FILLING = 'fill'

/** A page of /messages, backwards from a token. */
interface Page {
  readonly chunk: readonly unknown[]
  readonly end: string | undefined
  readonly at: At
}

interface Message {
  readonly event_id: string
  readonly marker: string | undefined
  readonly at: At
  readonly by: 'stream' | 'messages'
}

const messageOf = (event: unknown, at: At, by: Message['by']): Message => ({
  event_id: stringAt(event, 'event_id') ?? '',
  marker: MARKER.exec(stringAt(event, 'content', 'body') ?? '')?.[0],
  at,
  by,
})

const pagesOf = ({ name, calls }: ScenarioReading): Map<string, Page> => {
  const pages = new Map<string, Page>()
  for (const { label, path, answer, status, t } of calls) {
    const from = new URLSearchParams(path.split('?')[1]).get('from')
    if (label !== FILLING || status !== 200 || from === null) continue
    const said = jsonObject(answer ?? '')
    pages.set(from, { chunk: listAt(said, 'chunk'), end: stringAt(said, 'end'), at: { connection: `${name} ${label}`, t_ms: toMs(t) } })
  }
  return pages
}

/** The events of a gap, oldest first: back from its token to the first known event. */
const gapBefore = (prev_batch: string | undefined, pages: ReadonlyMap<string, Page>, known: ReadonlySet<string>): Message[] => {
  const found: Message[] = []
  const asked = new Set<string>()
  for (let from = prev_batch; from !== undefined && !asked.has(from); ) {
    asked.add(from)
    const page = pages.get(from)
    for (const event of page?.chunk ?? []) {
      const message = messageOf(event, page?.at ?? { connection: FILLING, t_ms: 0 }, 'messages')
      if (known.has(message.event_id)) return found.reverse()
      found.push(message)
    }
    from = page?.end
  }
  return found.reverse()
}

interface Held {
  readonly messages: Message[]
  readonly repeated: Message[]
  gaps: number
}

const take = (held: Held, known: Set<string>, timeline: JsonObject, at: At, isGap: boolean, pages: ReadonlyMap<string, Page>): void => {
  if (isGap) {
    held.gaps += 1
    for (const message of gapBefore(stringAt(timeline, 'prev_batch'), pages, known)) {
      held.messages.push(message)
      known.add(message.event_id)
    }
  }
  for (const event of listAt(timeline, 'events')) {
    const message = messageOf(event, at, 'stream')
    if (known.has(message.event_id)) held.repeated.push(message)
    else held.messages.push(message)
    known.add(message.event_id)
  }
}

/** All events that a client received, in order. */
const heldOf = (scenario: ScenarioReading, room: string): Held => {
  const held: Held = { messages: [], repeated: [], gaps: 0 }
  const known = new Set<string>()
  const pages = pagesOf(scenario)
  for (const { open, stream } of scenario.exchanges) {
    if (open.role !== 'stream' || open.client !== 'client') continue
    let since = open.last_event_id !== undefined && open.last_event_id !== ''
    for (const { sync, at } of stream.events) {
      const timeline = objectAt(sync, 'rooms', 'join', room, 'timeline')
      // Anything before the first response of an initial sync is older than the client.
      take(held, known, timeline, at, since && timeline.limited === true, pages)
      since = true
    }
  }
  return held
}

/** The response that should have had it: the first that was sent after it was published. */
const expectedAt = ({ hook }: Publication, scenario: ScenarioReading, events: readonly SeenEvent[]): At =>
  events.find(({ t }) => t >= hook.t)?.at ?? { connection: scenario.exchanges.at(-1)?.open.on ?? scenario.name, t_ms: toMs(hook.t) }

const reorderedIn = (messages: readonly Message[], publications: readonly Publication[]): Place[] => {
  const places: Place[] = []
  const index = new Map(publications.map(one => [one.marker, one.index]))
  let furthest = -1
  for (const { marker = '', at } of messages) {
    const here = index.get(marker)
    if (here === undefined) continue
    if (here < furthest) addPlace(places, marker, at)
    furthest = Math.max(furthest, here)
  }
  return places
}

/** What a client reconstructed of a room's messages across cuts and gaps; undefined if no scenario filled any. */
export const filledFacts = (scenario: ScenarioReading): Filled | undefined => {
  const [room] = [...scenario.named].find(([, name]) => name === ROOM) ?? []
  if (room === undefined) return undefined
  const { messages, repeated, gaps } = heldOf(scenario, room)
  const publications = publicationsOf(scenario)
  const by = new Map(messages.flatMap(message => (message.marker === undefined ? [] : [[message.marker, message.by] as const])))
  const events = scenario.exchanges.flatMap(({ stream }) => stream.events)
  const lost: Place[] = []
  const held: Place[] = []
  const last = publications.findLastIndex(({ marker }) => by.has(marker))
  for (const [place, one] of publications.entries()) {
    const missed = place < last ? lost : held
    if (!by.has(one.marker)) addPlace(missed, `${one.hook.case ?? ''} ${one.marker}`.trim(), expectedAt(one, scenario, events))
  }
  const twice: Place[] = []
  for (const { marker = '', event_id, at } of repeated) addPlace(twice, `${event_id} ${marker}`, at)
  return {
    published: publications.length,
    on_stream: publications.filter(({ marker }) => by.get(marker) === 'stream').length,
    by_messages: publications.filter(({ marker }) => by.get(marker) === 'messages').length,
    gaps,
    cuts: scenario.exchanges.filter(({ seen }) => seen.how === 'cut').length,
    lost,
    held,
    repeated: twice,
    reordered: reorderedIn(messages, publications),
  }
}
