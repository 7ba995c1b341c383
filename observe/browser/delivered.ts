import { type At, type Place, publishedText } from '../../schemas/index.js'
import { asRead, told } from '../payload.js'
import { brief, MOST_ENTRIES } from '../places.js'
import { carriedAt, carriedBy, dispatchedFrom, eventsOf, type Published, type Sighting, type SourceReading } from './page.js'

/** The publications on a source, and what happened to them. */
export interface DeliveredFacts {
  readonly published: number
  readonly undelivered: Place[]
  readonly altered: Place[]
  readonly repeated: Place[]
  readonly reordered: Place[]
  readonly strange: Place[]
}

const payloadOf = ({ hook }: Published): string => publishedText(hook.published ?? { data: '' })

/** When the source was listening: from its creation until the page closed it or was left. */
const lifeOf = ({ sightings, requests, preflights }: SourceReading, left: number): { from: number; until: number } => ({
  // A page's report takes time to arrive, so its request may be seen before it.
  from: Math.min(
    sightings.find(({ line }) => line.did === 'begin')?.t ?? Number.POSITIVE_INFINITY,
    ...[...requests, ...preflights].map(({ open }) => open.t),
  ),
  until: Math.min(left, sightings.find(({ line }) => line.did === 'close')?.t ?? Number.POSITIVE_INFINITY),
})

interface Carried {
  readonly sighting: Sighting
  readonly texts: readonly { encoding: string; text: string }[]
}

/** Each event of the page, by the markers that it carries. */
const byMarker = (source: SourceReading): Map<string, Carried[]> => {
  const found = new Map<string, Carried[]>()
  for (const sighting of eventsOf(source)) {
    for (const { marker, readings } of carriedBy(sighting, source.carrying)) {
      const one = { sighting, texts: readings }
      const known = found.get(marker)
      if (known === undefined) found.set(marker, [one])
      else known.push(one)
    }
  }
  return found
}

const isSame = (published: Published, { sighting, texts }: Carried): boolean => {
  const payload = payloadOf(published)
  const type = published.hook.published?.event
  // A homeserver has no event names. Text that a hook could not place is not looked for.
  if (type !== undefined && type !== '' && sighting.line.type !== type) return false
  return texts.some(({ encoding, text }) => text === told(asRead(payload, encoding)))
}

/** Compares what was published while a source existed with what it dispatched. `left`: when the page was left. */
export const deliveredFacts = (source: SourceReading, published: readonly Published[], left: number): DeliveredFacts => {
  const found = byMarker(source)
  const placeIn = dispatchedFrom(source)
  const { from, until } = lifeOf(source, left)
  const isExpected = ({ hook }: Published) => hook.began >= from && hook.t <= until
  const facts: DeliveredFacts = {
    published: published.filter(isExpected).length,
    undelivered: [],
    altered: [],
    repeated: [],
    reordered: [],
    strange: [],
  }
  const add = (list: Place[], text: string, at: At) => {
    if (list.length < MOST_ENTRIES) list.push({ text: brief(`${source.version}: ${text}`, 400), at })
  }
  const order = new Map(eventsOf(source).map((sighting, place) => [sighting, place]))
  let latest = 0
  for (const one of published) {
    const { hook, marker } = one
    const [first, ...more] = found.get(marker) ?? []
    const what = JSON.stringify(brief(hook.published?.data ?? '', 80))
    if (first === undefined) {
      if (isExpected(one)) add(facts.undelivered, `${what} was published, and never dispatched`, carriedAt(source, one))
      continue
    }
    const { line } = first.sighting
    const at = placeIn(first.sighting)
    if (!isSame(one, first))
      add(facts.altered, `${what} was published, dispatched was ${line.type} ${JSON.stringify(brief(line.data ?? '', 120))}`, at)
    const [again] = more
    if (again !== undefined) add(facts.repeated, `${what} was dispatched ${more.length + 1} times`, placeIn(again.sighting))
    const place = order.get(first.sighting) ?? 0
    if (place < latest) add(facts.reordered, `${what} was dispatched before what was published earlier`, at)
    latest = Math.max(latest, place)
  }
  for (const sighting of eventsOf(source)) {
    const { type, data = '' } = sighting.line
    // A response contains more than what was published.
    const isResponse = source.carrying.responseIn(data) !== undefined
    if (!isResponse && carriedBy(sighting, source.carrying).length === 0)
      add(facts.strange, `${type} ${JSON.stringify(brief(data, 120))}`, placeIn(sighting))
  }
  return facts
}
