/** Account data in a sync: global, and per room. */

import { changedSince } from '../changes.js'
import type { JsonObject } from '../json.js'
import type { User } from '../store.js'
import type { Look } from './look.js'

export interface AccountData {
  readonly global: JsonObject[]
  /** By room. */
  readonly rooms: ReadonlyMap<string, JsonObject[]>
}

export function accountDataSince({ user, since, ask }: Look): AccountData {
  const keys = since === undefined ? user.account_data.keys() : changedSince(user.account_data_changes, since)
  const global: JsonObject[] = []
  const rooms = new Map<string, JsonObject[]>()
  for (const key of keys) {
    const content = user.account_data.get(key)
    if (content === undefined) continue
    const [type = '', room_id] = key.split('\0').reverse()
    const event = { type, content }
    if (room_id !== undefined) rooms.set(room_id, [...(rooms.get(room_id) ?? []), event])
    else if (ask.filter.account_data.admits(event)) global.push(event)
  }
  return { global, rooms }
}

/** All of a room's account data, for a room that is new to the client. */
export function roomAccountData(user: User, room_id: string): JsonObject[] {
  const prefix = `${room_id}\0`
  return [...user.account_data].flatMap(([key, content]) => (key.startsWith(prefix) ? [{ type: key.slice(prefix.length), content }] : []))
}
