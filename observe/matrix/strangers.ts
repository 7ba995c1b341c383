import type { Place } from '../../schemas/index.js'
import type { ExchangeReading } from '../exchange.js'
import { type JsonObject, MARKER } from '../payload.js'
import { addPlace } from '../places.js'

// The name of a channel stands in its user's id and in its room's name. What is published carries the scenario's marker, whatever channel it is for.
const PUBLISHED = new RegExp(MARKER, 'g')
const CHANNEL = /ssespec-[0-9a-f]{8}-[0-9a-z-]*[0-9a-z]/g

/** The channel without the numbers that markers add to it. */
const bare = (channel: string): string => channel.replace(/(-\d+)+$/, '')

const mentions = (text: string, own: string): string[] =>
  [...text.replaceAll(PUBLISHED, '').matchAll(CHANNEL)].map(([channel]) => bare(channel)).filter(channel => channel !== own)

/** Rooms by how the user stands to them, every other section by its name. */
const sectionsOf = (response: JsonObject): (readonly [string, unknown])[] =>
  Object.entries(response).filter(([name]) => name !== 'next_batch')

/** Where a stream speaks of another channel than its own, as `section: channel`. Where users share a room, that is as it should be. */
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
