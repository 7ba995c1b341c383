import type { Place, SyncDifference, SyncPicture } from '../../schemas/index.js'
import { brief, MOST_ENTRIES } from '../places.js'
import { type Said, SECTIONS } from './said.js'

const toldPlaces = (said: readonly Said[]): Place[] => said.slice(0, MOST_ENTRIES).map(({ item, at }) => ({ text: brief(item), at }))

const differenceOf = (stream: readonly Said[], chain: readonly Said[]): SyncDifference => {
  const places = new Map<string, number>()
  for (const { item } of chain) if (!places.has(item)) places.set(item, places.size)
  const seen = new Set<string>()
  const repeated: Said[] = []
  const reordered: Said[] = []
  const furthest = new Map<string, number>()
  for (const said of stream) {
    if (seen.has(said.item)) {
      repeated.push(said)
      continue
    }
    seen.add(said.item)
    const place = places.get(said.item)
    if (place === undefined) continue
    const { within = '' } = said
    const before = furthest.get(within) ?? -1
    if (place < before) reordered.push(said)
    furthest.set(within, Math.max(before, place))
  }
  return {
    chain: chain.length,
    missing: toldPlaces(chain.filter(({ item }) => !seen.has(item))),
    extra: toldPlaces(stream.filter(({ item }) => !places.has(item))),
    repeated: toldPlaces(repeated),
    reordered: toldPlaces(reordered),
  }
}

/** Compares each section of a stream with successive /sync calls (MSC2108: the same content, however it is split into responses). */
export const differencesOf = (stream: SyncPicture, chain: SyncPicture): Record<string, SyncDifference> =>
  Object.fromEntries(Object.entries(SECTIONS).map(([name, said]) => [name, differenceOf(said(stream, chain), said(chain, stream))]))
