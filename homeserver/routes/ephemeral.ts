/** "Typing notifications", "Receipts" and "Read markers". */

import { setAccountData } from '../account-data.js'
import { type Route, type UserCall, user } from '../call.js'
import { badJson, forbidden, invalidParam } from '../errors.js'
import { optionalInteger, optionalText } from '../json.js'
import { RECEIPT_TYPES, setReceipt } from '../receipts.js'
import type { Room } from '../store.js'
import { setTyping } from '../typing.js'

const DEFAULT_TIMEOUT_MS = 30_000

function roomOf({ core, user: account, params: { roomId } }: UserCall<'roomId'>): Room {
  const room = core.store.rooms.get(roomId)
  if (room === undefined || !room.joined.has(account.user_id)) throw forbidden('you are not in the room')
  return room
}

function typing(call: UserCall<'roomId' | 'userId'>): object {
  const { core, session, body, params } = call
  if (params.userId !== session.user_id) throw forbidden('nobody types for another')
  const timeout_ms = optionalInteger(body, 'timeout') ?? DEFAULT_TIMEOUT_MS
  if (typeof body.typing !== 'boolean') throw badJson('"typing" is not a boolean')
  if (timeout_ms < 0) throw invalidParam('"timeout" is negative')
  setTyping(core, roomOf(call), session.user_id, body.typing ? timeout_ms : undefined)
  return {}
}

function receipt(call: UserCall<'roomId' | 'receiptType' | 'eventId'>): object {
  const { core, session, body, params } = call
  const room = roomOf(call)
  const thread_id = optionalText(body, 'thread_id')
  if (thread_id === '' || (thread_id?.length ?? 0) > 255) throw invalidParam('"thread_id" is empty or too long')
  if (params.receiptType === 'm.fully_read') setFullyRead(call, room, params.eventId)
  else setReceipt(core, room, session.user_id, params.receiptType, params.eventId, thread_id)
  return {}
}

function readMarkers(call: UserCall<'roomId'>): object {
  const { core, session, body } = call
  const room = roomOf(call)
  const fullyRead = optionalText(body, 'm.fully_read')
  const receipts = RECEIPT_TYPES.map(type => ({ type, event_id: optionalText(body, type) }))
  if (fullyRead !== undefined) setFullyRead(call, room, fullyRead)
  for (const { type, event_id } of receipts) if (event_id !== undefined) setReceipt(core, room, session.user_id, type, event_id, undefined)
  return {}
}

function setFullyRead({ core, user: account }: UserCall, room: Room, event_id: string): void {
  if (!room.by_id.has(event_id)) throw invalidParam('there is no such event in the room')
  setAccountData(core, account, 'm.fully_read', { event_id }, room.room_id)
}

export const ephemeralRoutes: readonly Route[] = [
  user('PUT', '/v3/rooms/{roomId}/typing/{userId}', typing),
  user('POST', '/v3/rooms/{roomId}/receipt/{receiptType}/{eventId}', receipt),
  user('POST', '/v3/rooms/{roomId}/read_markers', readMarkers),
]
