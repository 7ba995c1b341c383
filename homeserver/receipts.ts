/** Read receipts ("Receipts"). */

import { noteChange } from './changes.js'
import { advance, type Core, userOf } from './core.js'
import { invalidParam } from './errors.js'
import type { Receipt, Room } from './store.js'
import { markRead } from './unread.js'
import { wakeUser, wakeUsers } from './waiters.js'

export const RECEIPT_TYPES = ['m.read', 'm.read.private']

/** A receipt only moves forward; one for an older event is accepted and changes nothing. */
export function setReceipt(core: Core, room: Room, user_id: string, type: string, event_id: string, thread_id: string | undefined): void {
  if (!RECEIPT_TYPES.includes(type)) throw invalidParam('the receipt type is not m.read or m.read.private')
  const event = room.by_id.get(event_id)
  if (event === undefined) throw invalidParam('there is no such event in the room')
  const key = `${user_id}\0${type}\0${thread_id ?? ''}`
  const before = room.by_id.get(room.receipts.get(key)?.event_id ?? '')
  if (before !== undefined && before.position >= event.position) return
  const receipt: Receipt = { user_id, type, thread_id, event_id, ts: Date.now() }
  room.receipts.set(key, receipt)
  const position = advance(core)
  noteChange(room.receipt_changes, key, position)
  room.changed = position
  markRead(userOf(core, user_id), room, event.position)
  if (type === 'm.read.private') wakeUser(core.waiters, user_id)
  else wakeUsers(core.waiters, room.joined)
}
