/** Who is typing in a room. */

import { advance, type Core } from './core.js'
import type { Room } from './store.js'
import { wakeUsers } from './waiters.js'

/** The longest typing timeout without a renewal. */
const MAX_TIMEOUT_MS = 120_000

export function setTyping(core: Core, room: Room, user_id: string, timeout_ms: number | undefined): void {
  const key = `${room.room_id}\0${user_id}`
  clearTimeout(core.typing.get(key))
  core.typing.delete(key)
  if (timeout_ms !== undefined) {
    const timer = setTimeout(() => setTyping(core, room, user_id, undefined), Math.min(timeout_ms, MAX_TIMEOUT_MS))
    core.typing.set(key, timer.unref())
  }
  const changed = timeout_ms === undefined ? room.typing.delete(user_id) : !room.typing.has(user_id)
  if (timeout_ms !== undefined) room.typing.add(user_id)
  if (!changed) return
  room.typing_changed = advance(core)
  room.changed = room.typing_changed
  wakeUsers(core.waiters, room.joined)
}
