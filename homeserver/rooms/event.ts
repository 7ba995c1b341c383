/** Room events, as stored and as clients receive them ("Room event format"). */

import { defined } from '../../schemas/index.js'
import { lastUntil } from '../changes.js'
import type { JsonObject } from '../json.js'
import type { Room, User } from '../store.js'

export interface RoomEvent {
  readonly position: number
  readonly event_id: string
  readonly room_id: string
  readonly type: string
  readonly sender: string
  readonly origin_server_ts: number
  /** Replaced when the event is redacted. */
  content: JsonObject
  readonly state_key: string | undefined
  readonly redacts: string | undefined
  /** The event that redacted this one. */
  redacted_by: string | undefined
  /** The state event that this one replaced. */
  readonly replaces: string | undefined
  /** The device and transaction that sent it. */
  readonly sent_by: Transaction | undefined
}

export interface Transaction {
  readonly user_id: string
  readonly device_id: string
  readonly transaction_id: string
}

/** Who is looking, and since when. */
export interface Viewer {
  readonly room: Room
  readonly user: User
  readonly device_id: string | undefined
}

export function stateKey(type: string, state_key: string): string {
  return `${type}\0${state_key}`
}

/** As `/sync` returns it: without `room_id`. */
export function syncEvent(event: RoomEvent, viewer: Viewer): JsonObject {
  return {
    type: event.type,
    event_id: event.event_id,
    sender: event.sender,
    origin_server_ts: event.origin_server_ts,
    ...defined({ state_key: event.state_key }),
    content: event.content,
    ...defined({ redacts: event.redacts }),
    unsigned: unsignedOf(event, viewer),
  }
}

export function clientEvent(event: RoomEvent, viewer: Viewer): JsonObject {
  return { ...syncEvent(event, viewer), room_id: event.room_id }
}

function unsignedOf(event: RoomEvent, viewer: Viewer): JsonObject {
  const { room, user, device_id } = viewer
  const sent = event.sent_by
  const own = sent !== undefined && sent.user_id === user.user_id && sent.device_id === device_id
  const replaced = event.replaces === undefined ? undefined : room.by_id.get(event.replaces)
  const redaction = event.redacted_by === undefined ? undefined : room.by_id.get(event.redacted_by)
  return {
    age: Math.max(0, Date.now() - event.origin_server_ts),
    membership: lastUntil(user.memberships.get(room.room_id) ?? [], event.position)?.membership ?? 'leave',
    ...(own && { transaction_id: sent.transaction_id }),
    ...(replaced !== undefined && { replaces_state: replaced.event_id, prev_content: replaced.content, prev_sender: replaced.sender }),
    ...(redaction !== undefined && { redacted_because: clientEvent(redaction, viewer) }),
  }
}

/** As a user outside the room gets its state ("Stripped state"). */
export function strippedEvent({ type, state_key, content, sender }: RoomEvent): JsonObject {
  return { type, state_key: state_key ?? '', content, sender }
}
