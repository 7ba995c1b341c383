/** The rooms of a sync, each in the section of the user's membership. */

import { changedSince } from '../changes.js'
import type { JsonObject } from '../json.js'
import { strippedEvent } from '../rooms/event.js'
import { memberEvent, stateAt } from '../rooms/state.js'
import type { Membership, Room } from '../store.js'
import type { AccountData } from './account-data.js'
import { joinedRoom } from './joined-room.js'
import { leftRoom } from './left-room.js'
import type { Look } from './look.js'

const SECTION: Record<Membership, string> = { join: 'join', invite: 'invite', knock: 'knock', leave: 'leave', ban: 'leave' }

export function roomsSince(look: Look, accountData: AccountData): JsonObject {
  const { core } = look
  const sections = new Map<string, JsonObject>()
  for (const [room_id, membership] of candidates(look)) {
    const room = core.store.rooms.get(room_id)
    if (room === undefined || !look.ask.filter.admitsRoom(room_id)) continue
    const entry = entryOf(look, room, membership, accountData)
    if (entry === undefined) continue
    const name = SECTION[membership]
    const section = sections.get(name) ?? {}
    section[room_id] = entry
    sections.set(name, section)
  }
  return Object.fromEntries(sections)
}

/** Rooms that may have something to report: joined ones, and those whose membership changed. */
function candidates({ user, since }: Look): Map<string, Membership> {
  const rooms = new Map<string, Membership>()
  const add = (room_id: string) => {
    const membership = user.memberships.get(room_id)?.at(-1)?.membership
    if (membership !== undefined) rooms.set(room_id, membership)
  }
  for (const room_id of user.joined) add(room_id)
  for (const room_id of since === undefined ? user.memberships.keys() : changedSince(user.membership_changes, since)) add(room_id)
  return rooms
}

function entryOf(look: Look, room: Room, membership: Membership, accountData: AccountData): JsonObject | undefined {
  if (membership === 'join') return joinedRoom(look, room, accountData.rooms.get(room.room_id) ?? [])
  if (membership === 'invite' || membership === 'knock') return strippedRoom(look, room, membership)
  if (look.user.forgotten.has(room.room_id)) return undefined
  // Rooms left before the first sync are reported only on request.
  if (look.since === undefined && !look.ask.filter.include_leave) return undefined
  return leftRoom(look, room, accountData.rooms.get(room.room_id) ?? [])
}

const STRIPPED = [
  'm.room.create',
  'm.room.join_rules',
  'm.room.name',
  'm.room.topic',
  'm.room.avatar',
  'm.room.canonical_alias',
  'm.room.encryption',
]

/** A room that the user is not in (yet) shows the part of its state that helps to decide, as it was then. */
function strippedRoom({ user }: Look, room: Room, membership: 'invite' | 'knock'): JsonObject | undefined {
  const own = memberEvent(room, user.user_id)
  if (own === undefined || (membership === 'invite' && user.ignored.has(own.sender))) return undefined
  const state = stateAt(room, own.position).filter(({ type, state_key }) => state_key === '' && STRIPPED.includes(type))
  const sender = own.sender === user.user_id ? undefined : memberEvent(room, own.sender, own.position)
  const events = [...state, ...(sender === undefined ? [] : [sender]), own]
  return { [`${membership}_state`]: { events: events.map(strippedEvent) } }
}
