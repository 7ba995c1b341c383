/** Joining, inviting, leaving and so on: member events with the content that each needs. */

import { type Core, userOf } from '../core.js'
import { forbidden, notFound } from '../errors.js'
import { isObject, type JsonObject } from '../json.js'
import type { Room } from '../store.js'
import { append } from './append.js'
import type { RoomEvent } from './event.js'
import { membershipOf, powerLevels, stateEvent, stateText } from './state.js'

/** What a member event says about the member. */
export function profileOf(core: Core, user_id: string): JsonObject {
  const user = core.store.users.get(user_id)
  return {
    ...(user?.displayname !== undefined && { displayname: user.displayname }),
    ...(user?.avatar_url !== undefined && { avatar_url: user.avatar_url }),
  }
}

export function join(core: Core, room: Room, user_id: string, more: JsonObject): RoomEvent {
  const user = userOf(core, user_id)
  if (user.guest && stateText(room, 'm.room.guest_access', 'guest_access') !== 'can_join') throw forbidden('the room takes no guests')
  const content = { ...more, membership: 'join', ...profileOf(core, user_id), ...authorisation(core, room, user_id) }
  return append(core, room, { type: 'm.room.member', state_key: user_id, sender: user_id, content })
}

/** "Restricted rooms": members of another room may join, authorized by a user who could invite them. */
function authorisation(core: Core, room: Room, user_id: string): JsonObject {
  const rules = stateEvent(room, 'm.room.join_rules')?.content
  if (typeof rules?.join_rule !== 'string' || !rules.join_rule.includes('restricted')) return {}
  if (['join', 'invite'].includes(membershipOf(room, user_id))) return {}
  const allow = Array.isArray(rules.allow) ? rules.allow : []
  const isMember = allow.some(each => isObject(each) && core.store.rooms.get(String(each.room_id))?.joined.has(user_id))
  const levels = powerLevels(room)
  const voucher = [...room.joined].find(member => levels.of(member) >= levels.invite)
  return isMember && voucher !== undefined ? { join_authorised_via_users_server: voucher } : {}
}

/** @throws {MatrixError} 404 for a user of another server, because there is no federation */
export function invite(core: Core, room: Room, sender: string, user_id: string, more: JsonObject): RoomEvent {
  if (!core.store.users.has(user_id)) throw notFound(`there is no user ${user_id}`)
  const content = { ...more, membership: 'invite', ...profileOf(core, user_id) }
  return append(core, room, { type: 'm.room.member', state_key: user_id, sender, content })
}

export function knock(core: Core, room: Room, user_id: string, more: JsonObject): RoomEvent {
  const content = { ...more, membership: 'knock', ...profileOf(core, user_id) }
  return append(core, room, { type: 'm.room.member', state_key: user_id, sender: user_id, content })
}

/** Leave, kick, unban, or ban. */
export function remove(core: Core, room: Room, sender: string, user_id: string, membership: 'leave' | 'ban', more: JsonObject): RoomEvent {
  return append(core, room, { type: 'm.room.member', state_key: user_id, sender, content: { ...more, membership } })
}

/** A profile change is sent to every room that the user is in. */
export function spreadProfile(core: Core, user_id: string): void {
  for (const room_id of userOf(core, user_id).joined) {
    const room = core.store.rooms.get(room_id)
    if (room === undefined) continue
    const { displayname, avatar_url, ...rest } = stateEvent(room, 'm.room.member', user_id)?.content ?? {}
    const content = { ...rest, membership: 'join', ...profileOf(core, user_id) }
    append(core, room, { type: 'm.room.member', state_key: user_id, sender: user_id, content })
  }
}
