/** Typing and receipts of one room in a sync. */

import { defined } from '../../schemas/index.js'
import { changedSince } from '../changes.js'
import type { JsonObject } from '../json.js'
import type { Receipt, Room } from '../store.js'
import type { Look } from './look.js'

export function ephemeralOf(look: Look, room: Room, fresh: boolean): JsonObject[] {
  const filter = look.ask.filter.ephemeral
  if (!filter.admitsRoom(room.room_id)) return []
  const since = fresh ? undefined : look.since
  const typing = since === undefined ? room.typing.size > 0 : room.typing_changed > since
  const receipts = receiptContent(look, room, since)
  const events: { type: string; content: JsonObject }[] = [
    ...(typing ? [{ type: 'm.typing', content: { user_ids: [...room.typing] } }] : []),
    ...(Object.keys(receipts).length > 0 ? [{ type: 'm.receipt', content: receipts }] : []),
  ]
  return events.filter(event => filter.admits(event))
}

/** `{event_id: {type: {user_id: {ts}}}}`; a private receipt only for its owner. */
function receiptContent({ user }: Look, room: Room, since: number | undefined): JsonObject {
  const keys = since === undefined ? room.receipts.keys() : changedSince(room.receipt_changes, since)
  const content: Record<string, Record<string, JsonObject>> = {}
  for (const key of keys) {
    const receipt = room.receipts.get(key)
    if (receipt === undefined || (receipt.type === 'm.read.private' && receipt.user_id !== user.user_id)) continue
    put(content, receipt)
  }
  return content
}

function put(content: Record<string, Record<string, JsonObject>>, { event_id, type, user_id, ts, thread_id }: Receipt): void {
  const ofEvent = content[event_id] ?? {}
  content[event_id] = ofEvent
  const ofType = ofEvent[type] ?? {}
  ofEvent[type] = ofType
  ofType[user_id] = { ts, ...defined({ thread_id }) }
}
