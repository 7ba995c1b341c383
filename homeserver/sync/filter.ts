/** Filters ("Filtering"): parsed strictly, then turned into a predicate for events. */

import { badJson, invalidParam, notJson } from '../errors.js'
import { checkDepth, isObject, type JsonObject, objectIn, optionalFlag, optionalInteger, optionalObject, optionalTexts } from '../json.js'
import type { User } from '../store.js'
import { fieldsPicker } from './event-fields.js'
import { matchesGlob } from './glob.js'

/** The properties that a filter examines. */
interface Filterable {
  readonly type: string
  readonly sender?: string
  readonly content?: JsonObject
}

export interface EventFilter {
  readonly limit: number | undefined
  admits(event: Filterable): boolean
}

export interface RoomEventFilter extends EventFilter {
  admitsRoom(room_id: string): boolean
  readonly lazy_load_members: boolean
}

export interface SyncFilter {
  readonly presence: EventFilter
  readonly account_data: EventFilter
  readonly include_leave: boolean
  admitsRoom(room_id: string): boolean
  readonly state: RoomEventFilter
  readonly timeline: RoomEventFilter
  readonly ephemeral: RoomEventFilter
  readonly room_account_data: RoomEventFilter
  /** The event reduced to `event_fields`. */
  pick(event: JsonObject): JsonObject
}

/**
 * The `filter` of a request: JSON if it starts with `{`, otherwise the id of a stored filter.
 * @throws {MatrixError} 400
 */
export function filterOf(text: string | undefined, user: User): SyncFilter {
  if (text === undefined || text === '') return syncFilter({})
  if (text.startsWith('{')) return syncFilter(jsonIn(text))
  const made = user.filters.get(text)
  if (made === undefined) throw invalidParam('there is no such filter')
  return syncFilter(made)
}

function jsonIn(text: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw notJson('the filter is not JSON')
  }
  checkDepth(value)
  if (!isObject(value)) throw badJson('the filter is not an object')
  return value
}

/** @throws {MatrixError} 400 for a field of the wrong type; unknown fields are ignored */
export function syncFilter(json: JsonObject): SyncFilter {
  const format = json.event_format ?? 'client'
  if (format !== 'client' && format !== 'federation') throw badJson('"event_format" is not "client" or "federation"')
  const room = optionalObject(json, 'room') ?? {}
  return {
    presence: eventFilter(optionalObject(json, 'presence') ?? {}),
    account_data: eventFilter(optionalObject(json, 'account_data') ?? {}),
    include_leave: optionalFlag(room, 'include_leave') ?? false,
    admitsRoom: roomQuestion(room),
    state: roomEventFilterIn(room, 'state'),
    timeline: roomEventFilterIn(room, 'timeline'),
    ephemeral: roomEventFilterIn(room, 'ephemeral'),
    room_account_data: roomEventFilterIn(room, 'account_data'),
    pick: fieldsPicker(optionalTexts(json, 'event_fields')),
  }
}

function roomEventFilterIn(room: JsonObject, name: string): RoomEventFilter {
  return room[name] === undefined ? NO_FILTER : roomEventFilter(objectIn(room, name))
}

export function roomEventFilter(json: JsonObject): RoomEventFilter {
  const contains_url = optionalFlag(json, 'contains_url')
  const { limit, admits } = eventFilter(json)
  optionalFlag(json, 'include_redundant_members')
  optionalFlag(json, 'unread_thread_notifications')
  return {
    limit,
    admits: event => admits(event) && (contains_url === undefined || (typeof event.content?.url === 'string') === contains_url),
    admitsRoom: roomQuestion(json),
    lazy_load_members: optionalFlag(json, 'lazy_load_members') ?? false,
  }
}

function eventFilter(json: JsonObject): EventFilter {
  const limit = optionalInteger(json, 'limit')
  if (limit !== undefined && limit < 0) throw badJson('"limit" is negative')
  const [types, notTypes] = [optionalTexts(json, 'types'), optionalTexts(json, 'not_types')]
  const [senders, notSenders] = [setIn(json, 'senders'), setIn(json, 'not_senders')]
  return {
    limit,
    admits: ({ type, sender = '' }) => {
      if (types !== undefined && !types.some(pattern => matchesGlob(pattern, type))) return false
      if (notTypes?.some(pattern => matchesGlob(pattern, type))) return false
      return (senders === undefined || senders.has(sender)) && notSenders?.has(sender) !== true
    },
  }
}

/** `not_rooms` takes precedence over `rooms`. */
function roomQuestion(json: JsonObject): (room_id: string) => boolean {
  const [rooms, notRooms] = [setIn(json, 'rooms'), setIn(json, 'not_rooms')]
  return room_id => (rooms === undefined || rooms.has(room_id)) && notRooms?.has(room_id) !== true
}

function setIn(json: JsonObject, name: string): ReadonlySet<string> | undefined {
  const texts = optionalTexts(json, name)
  return texts === undefined ? undefined : new Set(texts)
}

const NO_FILTER = roomEventFilter({})
