import type { SyncItem, SyncPicture, SyncRoom } from '../../schemas/index.js'
import { isObject, type JsonObject } from '../payload.js'
import { MOST_ENTRIES } from '../places.js'
import { type Batch, itemOf, listAt, objectAt, ordered, stringAt } from './sections.js'

const emptyRoom = (): SyncRoom => ({
  sections: [],
  timeline: [],
  state: [],
  state_after: [],
  stripped: [],
  gaps: [],
  ephemeral: [],
  account_data: [],
  with_state: 0,
  with_state_after: 0,
})

const SECTIONS = ['join', 'invite', 'knock', 'leave'] as const

const addEvents = (list: SyncItem[], events: readonly unknown[], batch: number, at: SyncItem['at']): void => {
  for (const event of events) list.push(itemOf(event, batch, at))
}

/** Adds what one response says about one room. */
const addRoom = (room: SyncRoom, section: (typeof SECTIONS)[number], said: JsonObject, batch: number, at: SyncItem['at']): void => {
  const add = (list: SyncItem[], events: readonly unknown[]) => addEvents(list, events, batch, at)
  if (room.sections.at(-1)?.type !== section) room.sections.push({ batch, type: section, at })
  add(room.state, listAt(said, 'state', 'events'))
  add(room.state_after, listAt(said, 'state_after', 'events'))
  add(room.timeline, listAt(said, 'timeline', 'events'))
  add(room.stripped, [...listAt(said, 'invite_state', 'events'), ...listAt(said, 'knock_state', 'events')])
  add(room.ephemeral, listAt(said, 'ephemeral', 'events'))
  add(room.account_data, listAt(said, 'account_data', 'events'))
  if (said.state !== undefined) room.with_state += 1
  if (said.state_after !== undefined) room.with_state_after += 1
  const timeline = objectAt(said, 'timeline')
  if (timeline.limited === true) room.gaps.push({ batch, prev_batch: stringAt(timeline, 'prev_batch') !== undefined, at })
  if (isObject(said.summary) && Object.keys(said.summary).length > 0) {
    room.summary = ordered({ ...(room.summary === undefined ? {} : JSON.parse(room.summary)), ...said.summary })
    room.summary_at = at
  }
  if (said.unread_notifications !== undefined) {
    room.unread = ordered(said.unread_notifications)
    room.unread_at = at
  }
}

/** A value that is sent when it changes: with its name, as JSON with ordered keys. */
const addChanged = (list: SyncItem[], value: unknown, batch: number, at: SyncItem['at']): void => {
  if (value === undefined) return
  const content = ordered(value)
  if (list.at(-1)?.content !== content) list.push({ batch, content, at })
}

/** The combined content of successive responses. Rooms are identified by their names if `named` has one. */
export const pictureOf = (batches: readonly Batch[], named: ReadonlyMap<string, string>): SyncPicture => {
  const picture: SyncPicture = {
    // A target may name a room like a property of every object.
    rooms: Object.create(null),
    presence: [],
    account_data: [],
    to_device: [],
    device_lists_changed: [],
    device_lists_left: [],
    key_counts: [],
    fallback_keys: [],
  }
  for (const [batch, { response, at }] of batches.entries()) {
    const add = (list: SyncItem[], events: readonly unknown[]) => addEvents(list, events, batch, at)
    const users = (list: SyncItem[], ids: readonly unknown[]) => {
      for (const id of ids) list.push({ batch, sender: typeof id === 'string' ? id : ordered(id), at })
    }
    for (const section of SECTIONS) {
      for (const [id, said] of Object.entries(objectAt(response, 'rooms', section))) {
        const name = named.get(id) ?? id
        const room = picture.rooms[name] ?? emptyRoom()
        picture.rooms[name] = room
        if (isObject(said)) addRoom(room, section, said, batch, at)
      }
    }
    add(picture.presence, listAt(response, 'presence', 'events'))
    add(picture.account_data, listAt(response, 'account_data', 'events'))
    add(picture.to_device, listAt(response, 'to_device', 'events'))
    users(picture.device_lists_changed, listAt(response, 'device_lists', 'changed'))
    users(picture.device_lists_left, listAt(response, 'device_lists', 'left'))
    addChanged(picture.key_counts, response.device_one_time_keys_count, batch, at)
    addChanged(picture.fallback_keys, response.device_unused_fallback_key_types, batch, at)
  }
  return picture
}

const cut = (items: readonly SyncItem[]): SyncItem[] => items.slice(0, MOST_ENTRIES)

/** The picture as stored in an observation: each list is truncated. */
export const toldPicture = (picture: SyncPicture): SyncPicture => {
  const lists = (from: SyncRoom | SyncPicture) =>
    Object.fromEntries(Object.entries(from).map(([name, value]) => [name, Array.isArray(value) ? cut(value) : value]))
  return {
    ...(lists(picture) as unknown as SyncPicture),
    rooms: Object.fromEntries(
      Object.entries(picture.rooms)
        .slice(0, MOST_ENTRIES)
        .map(([name, room]) => [name, lists(room) as unknown as SyncRoom]),
    ),
  }
}
