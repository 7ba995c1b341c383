/** One query of what happened: for whom, since when, and about what. */

import type { Core } from '../core.js'
import { memberEvent } from '../rooms/state.js'
import type { User } from '../store.js'
import type { SyncAsk } from './request.js'

export interface Look {
  readonly core: Core
  readonly user: User
  readonly device_id: string
  /** The position; undefined for an initial sync. */
  readonly since: number | undefined
  readonly ask: SyncAsk
}

/** Whether two users currently share a joined room. */
export function shareRoom(core: Core, a: User, b: User): boolean {
  const [fewer, more] = a.joined.size <= b.joined.size ? [a, b] : [b, a]
  for (const room_id of fewer.joined) {
    if (more.joined.has(room_id) && core.store.rooms.has(room_id)) return true
  }
  return false
}

/** Whether two users shared a joined room at a position. */
export function sharedRoomAt(core: Core, a: User, b: User, position: number): boolean {
  const joinedThen = (user: User, room_id: string) => {
    const room = core.store.rooms.get(room_id)
    return room !== undefined && memberEvent(room, user.user_id, position)?.content.membership === 'join'
  }
  const [fewer, more] = a.memberships.size <= b.memberships.size ? [a, b] : [b, a]
  for (const room_id of fewer.memberships.keys()) {
    if (joinedThen(fewer, room_id) && joinedThen(more, room_id)) return true
  }
  return false
}
