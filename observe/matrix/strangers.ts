import { CHANNEL, MARKER, type Place } from '../../schemas/index.js'
import type { ExchangeReading } from '../exchange.js'
import type { JsonObject } from '../payload.js'
import { addPlace } from '../places.js'

// A channel's name is part of its user's id and of its room's name. Publications carry the scenario's marker, whatever their channel.
const PUBLISHED = new RegExp(MARKER, 'g')
const CHANNELS = new RegExp(CHANNEL, 'g')

/** The channel without the numbers that markers append. */
const bare = (channel: string): string => channel.replace(/(-\d+)+$/, '')

const mentions = (text: string, own: string): string[] =>
  [...text.replaceAll(PUBLISHED, '').matchAll(CHANNELS)].map(([channel]) => bare(channel)).filter(channel => channel !== own)

/** Rooms by the user's membership, every other section by its name. */
const sectionsOf = (response: JsonObject): (readonly [string, unknown])[] =>
  Object.entries(response).filter(([name]) => name !== 'next_batch')

/** Where a stream mentions a channel other than its own, as `section: channel`. Users who share a room are expected to see each other. */
export const strangersIn = ({ open, stream }: ExchangeReading): Place[] => {
  const own = bare(open.channel ?? '')
  const places: Place[] = []
  for (const { sync, at } of stream.events) {
    if (sync === undefined) continue
    for (const [section, said] of sectionsOf(sync)) {
      for (const channel of new Set(mentions(JSON.stringify(said), own))) addPlace(places, `${section}: ${channel}`, at)
    }
  }
  return places
}
