/** Unread counts of a user in a room: the default push rules, applied as events arrive. */

import { firstAfter } from './changes.js'
import { isObject, type JsonObject } from './json.js'
import type { RoomEvent } from './rooms/event.js'
import { powerLevels } from './rooms/state.js'
import type { Room, Unread, User } from './store.js'

/** Continues from the last counted event: what was read is never examined again. */
export function unreadIn(user: User, room: Room): JsonObject {
  const unread = user.unread.get(room.room_id) ?? unreadFrom(user.memberships.get(room.room_id)?.at(-1)?.position ?? 0)
  user.unread.set(room.room_id, unread)
  for (let index = firstAfter(room.events, unread.counted); index < room.events.length; index += 1) {
    const event = room.events[index]
    if (event !== undefined) count(unread, user, room, event)
  }
  const { highlight_count, notification_count } = unread
  return { highlight_count, notification_count }
}

export function markRead(user: User, room: Room, position: number): void {
  user.unread.set(room.room_id, unreadFrom(position))
}

function unreadFrom(counted: number): Unread {
  return { counted, notification_count: 0, highlight_count: 0 }
}

function count(unread: Unread, user: User, room: Room, event: RoomEvent): void {
  unread.counted = event.position
  // Sending a message marks earlier ones as read.
  if (event.sender === user.user_id && event.state_key === undefined) {
    unread.notification_count = 0
    unread.highlight_count = 0
  } else if (notifies(event) && event.sender !== user.user_id && !user.ignored.has(event.sender)) {
    unread.notification_count += 1
    if (highlights(user, room, event)) unread.highlight_count += 1
  }
}

/** `.m.rule.message`, `.m.rule.encrypted`; not `.m.rule.suppress_notices`, `.m.rule.suppress_edits`. */
function notifies({ type, content, redacted_by }: RoomEvent): boolean {
  if (redacted_by !== undefined) return false
  if (type === 'm.room.encrypted') return true
  const relation = content['m.relates_to']
  const edits = isObject(relation) && relation.rel_type === 'm.replace'
  return type === 'm.room.message' && content.msgtype !== 'm.notice' && !edits
}

/** `.m.rule.is_user_mention`, `.m.rule.is_room_mention`. */
function highlights(user: User, room: Room, { content, sender }: RoomEvent): boolean {
  const mentions = content['m.mentions']
  if (!isObject(mentions)) return false
  if (Array.isArray(mentions.user_ids) && mentions.user_ids.includes(user.user_id)) return true
  const levels = mentions.room === true ? powerLevels(room) : undefined
  return levels !== undefined && levels.of(sender) >= levels.notify_room
}
