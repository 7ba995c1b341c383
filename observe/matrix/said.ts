import type { SyncItem, SyncPicture, SyncRoom } from '../../schemas/index.js'

/** One item of a section, as text that is equal for equal items. */
export interface Said {
  readonly item: string
  readonly at: SyncItem['at']
  /** The scope in which items are ordered: events of two rooms may arrive in any order. */
  readonly within?: string
}

type Room = readonly [string, SyncRoom]

const roomsOf = ({ rooms }: SyncPicture): Room[] => Object.entries(rooms)

/** The newest item per key. */
const newest = (all: readonly (readonly [key: string, said: Said])[]): Said[] => [...new Map(all).values()]

const inSection = (picture: SyncPicture, section: string): Said[] =>
  roomsOf(picture).flatMap(([name, { sections }]) => {
    const first = sections.find(({ type }) => type === section)
    return first === undefined ? [] : [{ item: name, at: first.at }]
  })

/** The sections that each room was in, in order. */
const membershipsOf = (picture: SyncPicture): Said[] =>
  roomsOf(picture).flatMap(([name, { sections }]) => sections.map(({ type, at }, index) => ({ item: `${name} ${index + 1}. ${type}`, at })))

const wereIn = ({ rooms }: SyncPicture, name: string, ...sections: string[]): boolean =>
  rooms[name]?.sections.some(({ type = '' }) => sections.includes(type)) === true

/**
 * Rooms that the user was in. For a room that the user was only invited to, a homeserver may report only that it was left. Whether that includes the
 * leave event depends on the responses it was split into: Dendrite reports the withdrawn invite and the event through separate streams.
 */
const enteredRooms = (picture: SyncPicture, other: SyncPicture): Room[] =>
  roomsOf(picture).filter(([name]) => {
    const both = (...sections: string[]) => wereIn(picture, name, ...sections) || wereIn(other, name, ...sections)
    return both('join') || !both('invite', 'knock')
  })

const timelineOf = (picture: SyncPicture, other: SyncPicture): Said[] =>
  enteredRooms(picture, other).flatMap(([name, { timeline }]) =>
    timeline.map(({ event_id = '', type = '', at }) => ({ item: `${name} ${event_id} ${type}`, at, within: name })),
  )

const redactedIn = (picture: SyncPicture): Set<string | undefined> =>
  new Set(roomsOf(picture).flatMap(([, { timeline }]) => timeline.map(({ redacts }) => redacts)))

const roomEvents = (picture: SyncPicture): { name: string; each: SyncItem }[] =>
  roomsOf(picture).flatMap(([name, { state, state_after, timeline }]) =>
    [...state, ...state_after, ...timeline].map(each => ({ name, each })),
  )

/**
 * The content of each room event that both reported; other sections compare which events those are. A redacted event has one content before and
 * another after.
 */
const contentsOf = (picture: SyncPicture, other: SyncPicture): Said[] => {
  const redacted = new Set([...redactedIn(picture), ...redactedIn(other)])
  const there = new Set(roomEvents(other).map(({ each }) => each.event_id))
  return newest(
    roomEvents(picture)
      .filter(({ each }) => there.has(each.event_id) && !redacted.has(each.event_id))
      .map(({ name, each: { event_id = '', content = '', at } }) => [event_id, { item: `${name} ${event_id} ${content}`, at }]),
  )
}

/** The state that a client arrives at from `state`, `state_after` and the timeline: the newest per type and state key. */
const stateOf = (picture: SyncPicture, other: SyncPicture): Said[] =>
  enteredRooms(picture, other).flatMap(([name, { state, state_after, timeline }]) => {
    // `state` comes before the timeline and its events after it; `state_after` applies after both.
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

const stateAfterOf = (picture: SyncPicture): Said[] =>
  roomsOf(picture).flatMap(([name, { state_after }]) =>
    newest(
      state_after.map(({ type, state_key, event_id, at }) => [
        `${type} ${state_key}`,
        { item: `${name} ${type} ${state_key} ${event_id}`, at },
      ]),
    ),
  )

/** Timeline events whose sender's membership was not reported before, counting the state of the same response. */
const unknownSendersOf = (picture: SyncPicture): Said[] =>
  roomsOf(picture).flatMap(([name, { state, state_after, timeline }]) => {
    const known = new Map<string | undefined, number>()
    const members = [...state, ...state_after, ...timeline].filter(({ type }) => type === 'm.room.member')
    for (const { state_key, batch } of members) known.set(state_key, Math.min(batch, known.get(state_key) ?? batch))
    return timeline
      .filter(({ sender, batch }) => (known.get(sender) ?? Number.POSITIVE_INFINITY) > batch)
      .map(({ event_id, sender, at }) => ({ item: `${name} ${event_id} ${sender}`, at }))
  })

/** The transaction ids of timeline events that both reported. */
const echoesOf = (picture: SyncPicture, other: SyncPicture): Said[] => {
  const there = new Set(roomsOf(other).flatMap(([, { timeline }]) => timeline.map(({ event_id }) => event_id)))
  return roomsOf(picture).flatMap(([name, { timeline }]) =>
    timeline.flatMap(({ event_id, transaction_id, at }) =>
      transaction_id === undefined || !there.has(event_id) ? [] : [{ item: `${name} ${event_id} ${transaction_id}`, at }],
    ),
  )
}

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

/** Receipts arrive one by one or in batches: the newest per user and room. */
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

/** `last_active_ago` changes with time alone. */
const presenceOf = ({ presence }: SyncPicture): Said[] =>
  newestContent(presence.map(each => ({ ...each, content: (each.content ?? '').replace(/"last_active_ago":\d+,?/, '') })))

const usersOf = (items: readonly SyncItem[]): Said[] => newest(items.map(({ sender = '', at }) => [sender, { item: sender, at }]))

const lastOf = (items: readonly SyncItem[]): Said[] => {
  const last = items.at(-1)
  return last === undefined ? [] : [{ item: last.content ?? '', at: last.at }]
}

const perRoom = (picture: SyncPicture, section: 'summary' | 'unread'): Said[] =>
  roomsOf(picture).flatMap(([name, room]) => {
    const at = room[`${section}_at`]
    const text = room[section]
    return at === undefined || text === undefined ? [] : [{ item: `${name} ${text}`, at }]
  })

/** How items of each /sync section are compared, however they are split into responses. */
export const SECTIONS: Readonly<Record<string, (picture: SyncPicture, other: SyncPicture) => Said[]>> = {
  joined: picture => inSection(picture, 'join'),
  invited: picture => inSection(picture, 'invite'),
  knocked: picture => inSection(picture, 'knock'),
  left: picture => inSection(picture, 'leave'),
  memberships: membershipsOf,
  timeline: timelineOf,
  contents: contentsOf,
  state: stateOf,
  state_after: stateAfterOf,
  unknown_senders: unknownSendersOf,
  echoes: echoesOf,
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
  summary: picture => perRoom(picture, 'summary'),
  unread: picture => perRoom(picture, 'unread'),
}
