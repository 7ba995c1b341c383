/** What a user may see of a room ("History visibility"). */

import { lastUntil } from '../changes.js'
import type { Core } from '../core.js'
import { forbidden } from '../errors.js'
import type { Room, User } from '../store.js'
import type { RoomEvent } from './event.js'
import { stateText } from './state.js'

/** Up to where a user sees the room: its newest event for a member, their own leave event for a user who left. */
export interface Viewpoint {
  readonly room: Room
  readonly until: number
}

/** @throws {MatrixError} 403 for a user who was never in it, unless it is world-readable */
export function viewpointOf(core: Core, user: User, room_id: string): Viewpoint {
  const room = core.store.rooms.get(room_id)
  if (room === undefined) throw forbidden('you are not in the room')
  if (room.joined.has(user.user_id)) return { room, until: Number.POSITIVE_INFINITY }
  const left = user.forgotten.has(room_id) ? undefined : lastPresence(user, room_id)
  if (left !== undefined) return { room, until: left }
  if (stateText(room, 'm.room.history_visibility', 'history_visibility') !== 'world_readable') throw forbidden('you are not in the room')
  return { room, until: Number.POSITIVE_INFINITY }
}

/** When a joined user left. */
function lastPresence(user: User, room_id: string): number | undefined {
  const history = user.memberships.get(room_id) ?? []
  const joined = history.findLastIndex(({ membership }) => membership === 'join')
  return joined < 0 ? undefined : history[joined + 1]?.position
}

export function mayView(room: Room, user: User, event: RoomEvent): boolean {
  // Users always see their own membership changes.
  if (event.type === 'm.room.member' && event.state_key === user.user_id) return true
  const history = user.memberships.get(room.room_id) ?? []
  const then = lastUntil(history, event.position)?.membership
  if (then === 'join') return true
  const visibility = stateText(room, 'm.room.history_visibility', 'history_visibility', event.position) ?? 'shared'
  if (visibility === 'world_readable') return true
  const joinedLater = history.some(({ membership, position }) => membership === 'join' && position > event.position)
  return joinedLater && (visibility === 'shared' || (visibility === 'invited' && then === 'invite'))
}
