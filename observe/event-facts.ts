import type { EventSeen, Observation } from '../schemas/index.js'
import type { SeenEvent } from './events.js'
import type { ExchangeReading } from './exchange.js'
import { MOST_ENTRIES } from './places.js'

const tell = ({ excerpt, lastEventId, at }: SeenEvent): EventSeen => ({ data: excerpt, last_event_id: lastEventId, at })

/**
 * An event or field that can only come from the content of a payload, an event name or an id: a whole line of data, or an id. An id that only lost
 * its line breaks is still one id, even if it contains "forged-".
 */
const isForged = ({ excerpt, ownId, lastEventId }: SeenEvent): boolean =>
  /(?:^|\n)forged-/.test(excerpt) || (ownId && lastEventId.startsWith('forged-'))

const sameIds = (exchange: ExchangeReading): SeenEvent[] => {
  const seen = new Set<string>()
  return exchange.stream.events.filter(event => {
    if (!event.ownId || event.lastEventId === '') return false
    const again = seen.has(event.lastEventId)
    seen.add(event.lastEventId)
    return again
  })
}

/** What the events of streams show. */
export const eventFacts = (
  exchanges: readonly ExchangeReading[],
  channelOf: ReadonlyMap<string, string>,
  channels: boolean,
): Observation['events'] => {
  const foreign = (exchange: ExchangeReading) =>
    exchange.stream.events.filter(event => {
      const from = event.payloads.map(({ marker }) => (marker === undefined ? undefined : channelOf.get(marker)))
      return channels && from.some(channel => channel !== undefined && channel !== exchange.open.channel)
    })
  const list = (events: readonly SeenEvent[]) => events.slice(0, MOST_ENTRIES).map(tell)
  return {
    count: exchanges.reduce((sum, exchange) => sum + exchange.stream.eventCount, 0),
    most: Math.max(0, ...exchanges.map(({ stream }) => stream.eventCount)),
    forged: list(exchanges.flatMap(exchange => exchange.stream.events.filter(isForged))),
    foreign: list(exchanges.flatMap(foreign)),
    same_id: list(exchanges.flatMap(sameIds)),
  }
}

/** Where eventsource-parser reads the same bytes differently. */
export const parserFacts = (exchanges: readonly ExchangeReading[]): Observation['parser'] => ({
  disagreements: exchanges.flatMap(exchange => [...exchange.stream.disagreements]).slice(0, MOST_ENTRIES),
})
