import type { Place, SyncDifference, SyncItem, SyncPicture, SyncRoom } from '../../schemas/index.js'
import { brief, MOST_ENTRIES } from '../places.js'

/** One thing that was said, as a text that is the same wherever it is the same. */
interface Said {
  readonly item: string
  readonly at: SyncItem['at']
}

type Room = readonly [string, SyncRoom]

const roomsOf = ({ rooms }: SyncPicture): Room[] => Object.entries(rooms)

/** The newest of each key. */
const newest = (all: readonly (readonly [key: string, said: Said])[]): Said[] => [...new Map(all).values()]

const inSection = (picture: SyncPicture, section: string): Said[] =>
  roomsOf(picture).flatMap(([name, { sections }]) => {
    const first = sections.find(({ type }) => type === section)
    return first === undefined ? [] : [{ item: name, at: first.at }]
  })

const timelineOf = (picture: SyncPicture): Said[] =>
  roomsOf(picture).flatMap(([name, { timeline }]) =>
    timeline.map(({ event_id = '', type = '', at }) => ({ item: `${name} ${event_id} ${type}`, at })),
  )

/** The state that a client arrives at: what `state`, `state_after` and the timeline say, the newest of each type and state key. */
const stateOf = (picture: SyncPicture): Said[] =>
  roomsOf(picture).flatMap(([name, { state, state_after, timeline }]) => {
    // State before the timeline, its events after; `state_after` says what holds after both.
    const all = [
      ...state.map(each => ({ each, order: 0 })),
      ...timeline.map(each => ({ each, order: 1 })),
      ...state_after.map(each => ({ each, order: 2 })),
    ]
      .filter(({ each }) => each.state_key !== undefined)
      .sort((a, b) => a.each.batch - b.each.batch || a.order - b.order)
    return newest(
      all.map(({ each: { type, state_key, event_id, at } }) => [
        `${type} ${state_key}`,
        { item: `${name} ${type} ${state_key} ${event_id}`, at },
      ]),
    )
  })

const newestContent = (items: readonly SyncItem[], room = ''): Said[] =>
  newest(
    items.map(({ type = '', sender = '', content = '', at }) => [
      `${type} ${sender}`,
      { item: [room, type, sender, content].filter(part => part !== '').join(' '), at },
    ]),
  )

const ephemeralOf = (picture: SyncPicture, type: string): Said[] =>
  roomsOf(picture).flatMap(([name, { ephemeral }]) =>
    newestContent(
      ephemeral.filter(one => one.type === type),
      name,
    ),
  )

/** Receipts come one at a time or many together: each user's newest in each room. */
const receiptsOf = (picture: SyncPicture): Said[] =>
  roomsOf(picture).flatMap(([name, { ephemeral }]) =>
    newest(
      ephemeral
        .filter(({ type }) => type === 'm.receipt')
        .flatMap(({ content = '{}', at }) =>
          receiptsIn(content).map(([event, kind, user]) => [`${kind} ${user}`, { item: `${name} ${kind} ${user} ${event}`, at }] as const),
        ),
    ),
  )

const receiptsIn = (content: string): [event: string, kind: string, user: string][] => {
  try {
    const events = Object.entries(JSON.parse(content) as Record<string, Record<string, Record<string, unknown>>>)
    return events.flatMap(([event, kinds]) =>
      Object.entries(kinds).flatMap(([kind, users]) => Object.keys(users).map(user => [event, kind, user] as [string, string, string])),
    )
  } catch {
    return []
  }
}

/** `last_active_ago` passes by itself. */
const presenceOf = ({ presence }: SyncPicture): Said[] =>
  newestContent(presence.map(each => ({ ...each, content: (each.content ?? '').replace(/"last_active_ago":\d+,?/, '') })))

const usersOf = (items: readonly SyncItem[]): Said[] => newest(items.map(({ sender = '', at }) => [sender, { item: sender, at }]))

const lastOf = (items: readonly SyncItem[]): Said[] => {
  const last = items.at(-1)
  return last === undefined ? [] : [{ item: last.content ?? '', at: last.at }]
}

const perRoom = (picture: SyncPicture, value: (room: SyncRoom) => string | undefined): Said[] =>
  roomsOf(picture).flatMap(([name, room]) => {
    const at = room.sections[0]?.at
    const text = value(room)
    return at === undefined || text === undefined ? [] : [{ item: `${name} ${text}`, at }]
  })

/** Every section of a /sync response: how what was said in it is told apart, whatever the responses were that it was said in. */
const SECTIONS: Readonly<Record<string, (picture: SyncPicture) => Said[]>> = {
  joined: picture => inSection(picture, 'join'),
  invited: picture => inSection(picture, 'invite'),
  knocked: picture => inSection(picture, 'knock'),
  left: picture => inSection(picture, 'leave'),
  timeline: timelineOf,
  state: stateOf,
  typing: picture => ephemeralOf(picture, 'm.typing'),
  receipts: receiptsOf,
  account_data: ({ account_data }) => newestContent(account_data),
  room_account_data: picture => roomsOf(picture).flatMap(([name, room]) => newestContent(room.account_data, name)),
  stripped_state: picture =>
    roomsOf(picture).flatMap(([name, room]) =>
      newest(
        room.stripped.map(({ type, state_key, content, at }) => [
          `${type} ${state_key}`,
          { item: `${name} ${type} ${state_key} ${content ?? ''}`, at },
        ]),
      ),
    ),
  presence: presenceOf,
  to_device: ({ to_device }) => to_device.map(({ type, sender, content, at }) => ({ item: `${type} ${sender} ${content}`, at })),
  device_lists_changed: ({ device_lists_changed }) => usersOf(device_lists_changed),
  device_lists_left: ({ device_lists_left }) => usersOf(device_lists_left),
  key_counts: ({ key_counts }) => lastOf(key_counts),
  fallback_keys: ({ fallback_keys }) => lastOf(fallback_keys),
  summary: picture => perRoom(picture, ({ summary }) => summary),
  unread: picture => perRoom(picture, ({ unread }) => unread),
}

const toldPlaces = (said: readonly Said[]): Place[] => said.slice(0, MOST_ENTRIES).map(({ item, at }) => ({ text: brief(item), at }))

const differenceOf = (stream: readonly Said[], chain: readonly Said[]): SyncDifference => {
  const places = new Map<string, number>()
  for (const { item } of chain) if (!places.has(item)) places.set(item, places.size)
  const seen = new Set<string>()
  const repeated: Said[] = []
  const reordered: Said[] = []
  let furthest = -1
  for (const said of stream) {
    if (seen.has(said.item)) {
      repeated.push(said)
      continue
    }
    seen.add(said.item)
    const place = places.get(said.item)
    if (place === undefined) continue
    if (place < furthest) reordered.push(said)
    furthest = Math.max(furthest, place)
  }
  return {
    stream: stream.length,
    chain: chain.length,
    missing: toldPlaces(chain.filter(({ item }) => !seen.has(item))),
    extra: toldPlaces(stream.filter(({ item }) => !places.has(item))),
    repeated: toldPlaces(repeated),
    reordered: toldPlaces(reordered),
  }
}

/** Each section of what a stream said beside what successive /sync calls said (MSC2108: the same, whatever the responses that it came in). */
export const differencesOf = (stream: SyncPicture, chain: SyncPicture): Record<string, SyncDifference> =>
  Object.fromEntries(Object.entries(SECTIONS).map(([name, said]) => [name, differenceOf(said(stream), said(chain))]))
