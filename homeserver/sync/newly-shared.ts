/** Users with whom a user started or stopped sharing a room since a position. */

import { changedSince, firstAfter } from '../changes.js'
import type { Room, User } from '../store.js'
import { type Look, sharedRoomAt, shareRoom } from './look.js'

export interface NewlyShared {
  readonly now: ReadonlySet<User>
  readonly no_longer: ReadonlySet<User>
}

const found = new WeakMap<Look, NewlyShared>()

/** Computed once per query. */
export function newlyShared(look: Look): NewlyShared {
  const known = found.get(look) ?? find(look)
  found.set(look, known)
  return known
}

function find(look: Look): NewlyShared {
  const { core, user, since } = look
  const now = new Set<User>()
  const no_longer = new Set<User>()
  if (since === undefined) return { now, no_longer }
  for (const user_id of candidates(look, since)) {
    const other = core.store.users.get(user_id)
    if (other === undefined || other === user) continue
    const [shared, share] = [sharedRoomAt(core, user, other, since), shareRoom(core, user, other)]
    if (share && !shared) now.add(other)
    if (shared && !share) no_longer.add(other)
  }
  return { now, no_longer }
}

/** Everyone who joined or left a room of the user's, and all who are or were in a room that the user joined or left. */
function candidates({ core, user }: Look, since: number): Set<string> {
  const users = new Set<string>()
  const changed = new Set(changedSince(user.membership_changes, since))
  for (const room_id of new Set([...user.joined, ...changed])) {
    const room = core.store.rooms.get(room_id)
    if (room === undefined || room.changed <= since) continue
    for (const user_id of membersChanged(room, since)) users.add(user_id)
    if (changed.has(room_id)) for (const user_id of room.joined) users.add(user_id)
  }
  return users
}

function membersChanged(room: Room, since: number): string[] {
  const events = room.state_events.slice(firstAfter(room.state_events, since))
  return events.flatMap(({ type, state_key }) => (type === 'm.room.member' && state_key !== undefined ? [state_key] : []))
}
