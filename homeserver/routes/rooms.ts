/** "Creation" of rooms and "Room membership". */

import { member, type Route, type UserCall, user } from '../call.js'
import { MatrixError, notFound } from '../errors.js'
import { type JsonObject, optionalText, textIn } from '../json.js'
import { roomByIdOrAlias } from '../rooms/aliases.js'
import { createRoom } from '../rooms/create.js'
import { invite, join, knock, remove } from '../rooms/membership.js'
import { membershipOf } from '../rooms/state.js'
import type { Room } from '../store.js'

function roomOf({ core, params: { roomId } }: UserCall<'roomId'>): Room {
  const room = core.store.rooms.get(roomId)
  // A user who is not in the room must not learn whether it exists.
  if (room === undefined) throw new MatrixError(403, 'M_FORBIDDEN', 'you are not in the room')
  return room
}

function reasonIn(body: JsonObject): JsonObject {
  const reason = optionalText(body, 'reason')
  return reason === undefined ? {} : { reason }
}

function joinCall({ core, session, body }: UserCall, room: Room): object {
  join(core, room, session.user_id, reasonIn(body))
  return { room_id: room.room_id }
}

/** Removes the user named in the body; `from` are the memberships that the call applies to. */
function removeCall(call: UserCall<'roomId'>, membership: 'leave' | 'ban', from: readonly string[]): object {
  const room = roomOf(call)
  const target = textIn(call.body, 'user_id')
  if (!/^@[^\0]{1,253}$/.test(target)) throw new MatrixError(400, 'M_INVALID_PARAM', '"user_id" is no user id')
  if (from.length > 0 && !from.includes(membershipOf(room, target))) {
    throw new MatrixError(403, 'M_FORBIDDEN', `the user's membership is not one of ${from.join(', ')}`)
  }
  remove(call.core, room, call.session.user_id, target, membership, reasonIn(call.body))
  return {}
}

function forget(call: UserCall<'roomId'>): object {
  const { core, user: account } = call
  const room = roomOf(call)
  if (room.joined.has(account.user_id) || room.invited.has(account.user_id)) throw new MatrixError(400, 'M_UNKNOWN', 'you are in the room')
  account.forgotten.add(room.room_id)
  core.onChange()
  return {}
}

export const roomRoutes: readonly Route[] = [
  member('POST', '/v3/createRoom', ({ core, session, body }) => ({ room_id: createRoom(core, session, body) })),
  user('POST', '/v3/join/{roomIdOrAlias}', call => joinCall(call, roomByIdOrAlias(call.core, call.params.roomIdOrAlias))),
  user('POST', '/v3/rooms/{roomId}/join', call => joinCall(call, roomByIdOrAlias(call.core, call.params.roomId))),
  member('POST', '/v3/knock/{roomIdOrAlias}', ({ core, session, body, params }) => {
    const room = roomByIdOrAlias(core, params.roomIdOrAlias)
    knock(core, room, session.user_id, reasonIn(body))
    return { room_id: room.room_id }
  }),
  member('POST', '/v3/rooms/{roomId}/invite', call => {
    invite(call.core, roomOf(call), call.session.user_id, textIn(call.body, 'user_id'), reasonIn(call.body))
    return {}
  }),
  user('POST', '/v3/rooms/{roomId}/leave', call => {
    const { core, session, body, params } = call
    const room = core.store.rooms.get(params.roomId)
    if (room === undefined) throw notFound('there is no such room')
    // Leaving a room twice changes nothing.
    if (membershipOf(room, session.user_id) === 'leave' && call.user.memberships.has(room.room_id)) return {}
    remove(core, room, session.user_id, session.user_id, 'leave', reasonIn(body))
    return {}
  }),
  member('POST', '/v3/rooms/{roomId}/kick', call => removeCall(call, 'leave', ['join', 'invite', 'knock'])),
  member('POST', '/v3/rooms/{roomId}/ban', call => removeCall(call, 'ban', [])),
  member('POST', '/v3/rooms/{roomId}/unban', call => removeCall(call, 'leave', ['ban'])),
  user('POST', '/v3/rooms/{roomId}/forget', forget),
  user('GET', '/v3/joined_rooms', ({ user: account }) => ({ joined_rooms: [...account.joined] })),
]
